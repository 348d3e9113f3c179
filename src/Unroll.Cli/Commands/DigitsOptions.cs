using System.CommandLine;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>The options of unroll train digits.</summary>
sealed class DigitsOptions() : TaskOptions(("", new DigitsConfiguration()))
{
    readonly Option<string?> _data = CommonOptions.Text("--data", "NAME|FOLDER",
        "the digits: mnist (is downloaded), synthetic (seven segments drawn by unroll), or a folder with the four files of MNIST [mnist]");

    public override string Description => "trains a model that reads pictures of digits row by row";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("unroll train digits --epochs 5", "on the MNIST digits"),
        ("unroll train digits --data synthetic --epochs 5", "on digits that unroll draws, far easier ones"),
    ];

    protected override Option[] DataOptions => [_data];

    protected override Option[] TrainingOptions => [];

    protected override RunConfiguration Start(ParseResult parsed) => new DigitsConfiguration();

    protected override RunConfiguration Apply(ParseResult parsed, RunConfiguration start)
    {
        var digits = (DigitsConfiguration)start;
        return digits with { Data = parsed.GetValue(_data) ?? digits.Data };
    }
}
