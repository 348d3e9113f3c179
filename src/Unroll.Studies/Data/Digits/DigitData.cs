using Unroll.Naming;

namespace Unroll.Studies.Data.Digits;

/// <summary>The digits of a run: a part to train on and a part to test on.</summary>
/// <param name="Training">To train on.</param>
/// <param name="Test">To test on.</param>
/// <param name="Description">Where they come from, in one line.</param>
/// <param name="IsSynthetic">Whether they were drawn by the program.</param>
public sealed record DigitData(DigitSet Training, DigitSet Test, string Description, bool IsSynthetic = false)
{
    /// <summary>How many of a set's pictures may differ from the others in what is paper and what is ink without a word.</summary>
    internal const double MostTurnedOver = 0.02;

    const int SyntheticTraining = 4000;
    const int SyntheticTest = 1000;

    static readonly string[] s_names = ["train-images", "train-labels", "t10k-images", "t10k-labels"];

    /// <summary>How the pictures of the training part are drawn.</summary>
    public DigitDrawing Drawing { get; private init; } = new(InkLevels.OfMnist, 0);

    /// <summary>What a reader should know of the pictures, one line each.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>Reads digits; paper and ink are brought to MNIST's, light on dark, as the set as a whole asks for.</summary>
    /// <param name="data">"mnist", "synthetic", or a folder with the four files of MNIST, packed or not.</param>
    /// <param name="seed">Of synthetic digits.</param>
    /// <param name="known">The shades of paper and ink that a trained model was trained with; null for those of the training part.</param>
    /// <exception cref="InputException">There are no such digits, or a file is wrong; one line says what would be right.</exception>
    public static DigitData Load(string data, long seed = 1, InkLevels? known = null)
    {
        if (!IsSyntheticName(data))
            return Read(Locate(data), data, known);
        DigitSet training = SyntheticDigits.Create(SyntheticTraining, seed), test = SyntheticDigits.Create(SyntheticTest, ~seed);
        return new DigitData(training, test, $"{SyntheticDigits.Name} digits: seven segments drawn by the program, seed {seed}", IsSynthetic: true);
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
        return DataLocator.FromEnvironment().Require(source, SyntheticDigits.Name);
    }

    static bool IsSyntheticName(string data) => data == SyntheticDigits.Name && !Directory.Exists(data);

    static DigitData Read(IReadOnlyList<string> files, string description, InkLevels? known)
    {
        DigitSet training = DigitSet.Read(files[0], files[1]), test = DigitSet.Read(files[2], files[3]);
        if (training.Rows != test.Rows || training.Columns != test.Columns)
            throw new InputException(
                $"{files[0]} holds pictures of {training.Rows} × {training.Columns}, {files[2]} of {test.Rows} × {test.Columns}; they must be of one size");
        DigitDrawing drawing = DigitDrawing.Of(training);
        InkLevels levels = drawing.Levels.OrKnown(known ?? drawing.Levels);
        InkLevels ofTest = test.Levels().OrKnown(known ?? levels);
        (training, test) = (training.With(levels), test.With(ofTest));
        var remarks = new List<string>();
        if (levels != InkLevels.OfMnist)
            remarks.Add($"{description}: {levels.Describe()}; evaluate and predict do the same");
        if (ofTest != levels)
            remarks.Add($"{files[2]}: drawn otherwise than the training part: {ofTest.Describe()}");
        foreach ((string file, DigitSet digits) in new[] { (files[0], training), (files[2], test) })
        {
            if (digits.Levels().IsBlank)
                remarks.Add($"{file}: there is next to nothing to be seen in its pictures: its shades lie about {digits.Levels().Paper} of 255");
            if (digits.TurnedOver() is var count && count > MostTurnedOver * digits.Count)
                remarks.Add($"{file}: {count} of {digits.Count} pictures seem to be drawn the other way round, ink as paper; they are read as they are");
        }

        return new DigitData(training, test, description) { Drawing = drawing with { Levels = levels }, Remarks = remarks };
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
        return new InputException(NearestName.Clause($"{data}: there is no such folder and no data set of that name", data, known));
    }
}
