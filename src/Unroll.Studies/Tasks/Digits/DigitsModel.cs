using System.Globalization;
using Unroll.Layers;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Pictures;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks;

/// <summary>A model of the digits task: it reads pictures row by row and says which digit each shows.</summary>
public sealed class DigitsRun : TaskRun
{
    const string RowsKey = "unroll.rows";
    const string ColumnsKey = "unroll.columns";

    readonly DigitsConfiguration _configuration;
    readonly int _rows;
    readonly int _columns;

    internal DigitsRun(DigitsConfiguration configuration, int rows, int columns, long steps, int workers)
        : base(configuration, Build(configuration, rows, columns, steps), workers) => (_configuration, _rows, _columns) = (configuration, rows, columns);

    /// <inheritdoc/>
    public override TaskData Load(IReadOnlyList<string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count == 1
            ? new DigitsData(_configuration, DigitData.Load(data[0]))
            : throw new InputException($"--data {string.Join(' ', data)}: one data set or folder is expected");
    }

    /// <summary>Reads the pictures of IDX files and PNG pictures; a picture of another size is brought to the model's, a dark digit on light ground is turned over.</summary>
    public override PredictionTable Predict(PredictionInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        IReadOnlyList<string> files = input.FilesOnly(Configuration.Task);
        if (files.Count == 0)
            throw new InputException("predict: pass --data with an IDX file of pictures or PNG pictures");
        var rows = new List<IReadOnlyList<object>>();
        var remarks = new List<string>();
        foreach (string file in files)
        {
            IReadOnlyList<GrayPicture> pictures = PictureFile.Read(file);
            if (pictures[0].Rows != _rows || pictures[0].Columns != _columns)
                remarks.Add($"{file}: brought from {pictures[0].Rows} × {pictures[0].Columns} to the {_rows} × {_columns} of the model");
            float[] outputs = ModelOutputs.Of(this, pictures.Count, (picture, sample) =>
                GrayPicture.Scale(pictures[picture].LightOnDark().Resize(_rows, _columns).Pixels.Span, sample), cancellation);
            for (int picture = 0; picture < pictures.Count; picture++)
            {
                int digit = ArgMax(outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes));
                rows.Add([file, picture + 1, digit, (double)outputs[(picture * DigitSet.Classes) + digit]]);
            }
        }

        return new PredictionTable(["file", "picture", "digit", "probability"], rows, remarks);
    }

    internal static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }

    internal static IReadOnlyDictionary<string, string> Metadata(int rows, int columns) => new Dictionary<string, string>
    {
        [RowsKey] = rows.ToString(CultureInfo.InvariantCulture), [ColumnsKey] = columns.ToString(CultureInfo.InvariantCulture),
    };

    internal static (int Rows, int Columns) ReadSize(IReadOnlyDictionary<string, string> metadata, string path) =>
        Number(metadata, RowsKey) is { } rows && Number(metadata, ColumnsKey) is { } columns
            ? (rows, columns)
            : throw new InvalidDataException($"{path}: the file holds no size of pictures; it is not a checkpoint of a digits run");

    static int? Number(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= 16_384 ? number : null;

    static Model Build(DigitsConfiguration configuration, int rows, int columns, long steps) => RecurrentStack.Build(
        configuration, [], everyStep: false, new Dense(DigitSet.Classes, Activation.Softmax), TaskLoss.OfClasses(configuration.Loss), [Metric.Accuracy],
        new Shape(rows, columns), steps);
}
