using Unroll.Kernels.Tests.Recurrent;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.References;

/// <summary>
/// Gates z, r, h, of which z and r are normalized together; p = LN(x·W)·γ' + b, q = LN(h·U)·γ + b'; ĥ = φ(p_h + r·q_h); h' = z·h + (1 − z)·ĥ.
/// </summary>
static class LayerNormalizedGruReference
{
    public static RecurrentStates Forward(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0)
    {
        int units = shape.Units, two = 2 * units, columns = 3 * units, cellCount = shape.Steps * shape.Batch * units;
        double[] gamma = RandomData.Double(NormalizedProjection.RecurrentGamma(columns, shape.Gain));
        double[] projected = NormalizedProjection.Reference((weights with { Bias = null }).Project(x, shape.Steps * shape.Batch, columns),
            RandomData.Double(NormalizedProjection.KernelGamma(columns)), weights.Bias, two, units);
        double[] hidden = new double[cellCount], gates = new double[3 * cellCount];
        double[] h = [.. hidden0];
        foreach (int time in shape.Times)
        {
            double[] recurrent = NormalizedProjection.Reference(
                MatrixReference.Multiply(shape.Dropped(h), weights.RecurrentKernel, default, shape.Batch, units, columns), gamma, weights.RecurrentBias, two,
                units);
            for (int row = 0; row < shape.Batch; row++)
                for (int unit = 0; unit < units; unit++)
                {
                    int from = (row * columns) + unit, to = (time * shape.Batch * columns) + from, state = (row * units) + unit;
                    int at = (time * shape.Batch * units) + state;
                    if (shape.Counts(time, row))
                    {
                        double update = shape.ActivateGate(projected[to] + recurrent[from]);
                        double reset = shape.ActivateGate(projected[to + units] + recurrent[from + units]);
                        double candidate = shape.Activate(projected[to + two] + (reset * recurrent[from + two]));
                        (gates[to], gates[to + units], gates[to + two]) = (update, reset, candidate);
                        h[state] = (update * h[state]) + ((1 - update) * candidate);
                    }

                    hidden[at] = h[state];
                }
        }

        return new RecurrentStates(hidden, [], gates);
    }
}
