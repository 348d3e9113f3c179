using System.CommandLine;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>The options of unroll train shapes.</summary>
sealed class ShapesOptions() : TaskOptions(("", ShapesConfiguration.For(ShapeKind.ManyToOne)), ("one_to_many", ShapesConfiguration.For(ShapeKind.OneToMany)))
{
    static readonly ShapesConfiguration s_default = new();

    static readonly Dictionary<string, ShapeKind> s_shapes = new()
    {
        ["one_to_one"] = ShapeKind.OneToOne, ["one_to_many"] = ShapeKind.OneToMany, ["many_to_one"] = ShapeKind.ManyToOne, ["reversal"] = ShapeKind.Reversal,
        ["parity"] = ShapeKind.Parity,
    };

    readonly Option<string?> _shape = CommonOptions.Text("--shape", "NAME", $"{string.Join(", ", s_shapes.Keys)}; the last two are many-to-many [many_to_one]");
    readonly Option<string?> _data = CommonOptions.Text("--data", "NAME|FOLDER", "digits, where the shape has them: mnist (is downloaded), synthetic, or a folder with the four files of MNIST [mnist]");
    readonly Option<int?> _samples = Numbers.Whole("--samples", "the first pictures, or so many sequences, to learn from [all pictures, 20000 sequences]");
    readonly Option<int?> _length = Numbers.Whole("--length", $"steps of a sequence [{s_default.Length}]");
    readonly Option<int?> _readerEpochs = Numbers.Whole("--reader-epochs", $"epochs of the model that reads back what one_to_many wrote [{s_default.ReaderEpochs}]");

    public override string Description => "trains one of the shapes of recurrent network: one-to-one to many-to-many";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("unroll train shapes --shape reversal", "strings of digits written backwards"),
        ("unroll train shapes --shape one_to_many", "digits drawn from their labels, row by row"),
    ];

    protected override Option[] DataOptions => [_shape, _data, _samples, _length];

    protected override Option[] TrainingOptions => [_readerEpochs];

    protected override RunConfiguration Start(ParseResult parsed) => ShapesConfiguration.For(Choice(parsed, _shape, s_shapes, s_default.Shape));

    protected override RunConfiguration Apply(ParseResult parsed, RunConfiguration start)
    {
        var shapes = (ShapesConfiguration)start;
        return shapes with
        {
            Shape = Choice(parsed, _shape, s_shapes, shapes.Shape),
            Data = parsed.GetValue(_data) ?? shapes.Data,
            Samples = parsed.GetValue(_samples) ?? shapes.Samples,
            Length = parsed.GetValue(_length) ?? shapes.Length,
            ReaderEpochs = parsed.GetValue(_readerEpochs) ?? shapes.ReaderEpochs,
        };
    }
}
