using Unroll.Naming;

namespace Unroll.Studies.Data.Digits;

/// <summary>The digits of a run: a part to train on and a part to test on.</summary>
/// <param name="Training">To train on.</param>
/// <param name="Test">To test on.</param>
/// <param name="Description">Where they come from, in one line.</param>
/// <param name="IsSynthetic">Whether they were drawn by the program.</param>
public sealed record DigitData(DigitSet Training, DigitSet Test, string Description, bool IsSynthetic = false)
{
    const int SyntheticTraining = 4000;
    const int SyntheticTest = 1000;

    static readonly string[] s_names = ["train-images", "train-labels", "t10k-images", "t10k-labels"];

    /// <summary>Reads digits.</summary>
    /// <param name="data">"mnist", "synthetic", or a folder with the four files of MNIST, packed or not.</param>
    /// <param name="seed">Of synthetic digits.</param>
    /// <exception cref="InputException">There are no such digits, or a file is wrong; one line says what would be right.</exception>
    public static DigitData Load(string data, long seed = 1)
    {
        if (IsSyntheticName(data))
            return new DigitData(SyntheticDigits.Create(SyntheticTraining, seed), SyntheticDigits.Create(SyntheticTest, ~seed),
                $"{SyntheticDigits.Name} digits: seven segments drawn by the program, seed {seed}", IsSynthetic: true);
        return Read(Locate(data), data);
    }

    /// <summary>The four files of digits; none of synthetic ones.</summary>
    /// <param name="data">"mnist", "synthetic", or a folder with the four files of MNIST, packed or not.</param>
    /// <exception cref="InputException">The data set is not at hand, or a file is missing.</exception>
    public static IReadOnlyList<string> Locate(string data)
    {
        if (Directory.Exists(data))
            return [.. s_names.Select(name => Find(data, name))];
        if (IsSyntheticName(data))
            return [];
        if (DataCatalogue.Of(DataKind.Digits).FirstOrDefault(source => source.Name == data) is not { } source)
            throw Unknown(data);
        return DataLocator.FromEnvironment().Locate(source) ?? throw new InputException(
            $"{data}: not on this machine yet; get it with 'unroll data get {data}', "
            + $"set {DataLocator.Variable} to the folder of the data, or try --data {SyntheticDigits.Name}");
    }

    static bool IsSyntheticName(string data) => data == SyntheticDigits.Name && !Directory.Exists(data);

    static DigitData Read(IReadOnlyList<string> files, string description)
    {
        DigitSet training = DigitSet.Read(files[0], files[1]), test = DigitSet.Read(files[2], files[3]);
        return training.Rows == test.Rows && training.Columns == test.Columns
            ? new DigitData(training, test, description)
            : throw new InputException(
                $"{files[0]} holds pictures of {training.Rows} × {training.Columns}, {files[2]} of {test.Rows} × {test.Columns}; they must be of one size");
    }

    /// <summary>The file is called train-images-idx3-ubyte or train-images.idx3-ubyte, with .gz behind it or not.</summary>
    static string Find(string folder, string name)
    {
        string rank = name.EndsWith("images", StringComparison.Ordinal) ? "idx3" : "idx1";
        string[] names = [$"{name}-{rank}-ubyte", $"{name}.{rank}-ubyte"];
        return names.SelectMany(file => new[] { file, file + PackedFile.Extension }).Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
            ?? throw new InputException($"{folder}: there is no {names[0]}, packed or not; the folder must hold the four files of MNIST");
    }

    static InputException Unknown(string data)
    {
        if (File.Exists(data))
            return new InputException($"{data}: is a file; name the folder that holds it and the other three files of MNIST");
        string[] known = [.. DataCatalogue.Of(DataKind.Digits).Select(source => source.Name), SyntheticDigits.Name];
        string nearest = NearestName.Find(data, known) is { } near ? $"; did you mean '{near}'?" : "";
        return new InputException($"{data}: there is no such folder and no data set of that name; known are {string.Join(", ", known)}{nearest}");
    }
}
