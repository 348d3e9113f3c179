using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Studies.Runs;

/// <summary>What a model of a task is built for: training, with an optimizer, or only to be measured and used.</summary>
/// <param name="Optimizer">The optimizer; null for a model that is not trained.</param>
/// <param name="Workers">Threads; 0 for one per processor.</param>
public sealed record ModelSetup(Optimizer? Optimizer, int Workers)
{
    /// <summary>Compiles a model.</summary>
    public Model Compile(Model model, Loss loss, params Metric[] metrics) =>
        Optimizer is null ? model.Compile(loss, metrics) : model.Compile(Optimizer, loss, metrics);
}
