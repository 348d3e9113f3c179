using System.Globalization;
using Spectre.Console;
using Unroll.Studies;
using Unroll.Studies.Pretraining;
using Unroll.Transformers;

namespace Unroll.Cli.Terminal;

/// <summary>Reports a pretraining on standard error before it begins: its data, model and training.</summary>
sealed class PretrainingLog(Session session, bool quiet)
{
    readonly IAnsiConsole _console = Screen.On(session.Error);

    /// <summary>Writes what is going to happen.</summary>
    /// <param name="run">The pretraining.</param>
    /// <param name="done">Steps that are done.</param>
    /// <param name="folder">The folder of the model.</param>
    public void Start(PreparedPretraining run, long done, string folder)
    {
        if (quiet)
        {
            session.WriteRemarks(run.Data.Remarks);
            return;
        }

        PretrainingConfiguration configuration = run.Configuration;
        BertConfiguration sizes = run.Model.Configuration;
        var rows = new NamedRows(session, _console);
        rows.Write("data", run.Data.Description);
        foreach (string remark in run.Data.Remarks)
            rows.Write("", remark);
        rows.Write("model", string.Create(CultureInfo.InvariantCulture, $"bert, {sizes.Layers} × {sizes.HiddenSize}, {Quantity.Text(sizes.Heads, "head")}, ")
            + string.Create(CultureInfo.InvariantCulture, $"dropout {sizes.HiddenDropout}: {Quantity.Text(run.Model.Parameters.Count, "parameter")}"));
        if (configuration.InitFrom.Length > 0)
            rows.Write("weights", $"begin as those of {configuration.InitFrom}");
        rows.Write("training", string.Create(CultureInfo.InvariantCulture,
            $"{Quantity.Text(run.Steps, "step")} of about {run.TokensPerStep:N0} tokens, {run.StepsPerEpoch:N0} per epoch; "
            + $"{100 * configuration.MaskShare:0.##} % of them are to be found again"));
        rows.Write("learning", string.Create(CultureInfo.InvariantCulture,
            $"{configuration.Optimizer}, learning rate {configuration.LearningRate}, {configuration.Schedule}"));
        rows.Write("folder", folder);
        _console.Line();
        if (done > 0)
            _console.Line(string.Create(CultureInfo.InvariantCulture, $"Resuming after step {done:N0}."));
    }
}
