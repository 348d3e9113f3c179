using Unroll.Kernels.Tests.Recurrent;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.References;

/// <summary>
/// z = LN(x·W)·γ' + LN(h·U)·γ + b in the order i, f, c, o; c' = ρ(z_f)·c + ρ(z_i)·φ(z_c); h' = ρ(z_o)·φ(LN(c')·γ_c + β_c), where β_c are the first of the
/// recurrent bias.
/// </summary>
static class LayerNormalizedLstmReference
{
    public static RecurrentStates Forward(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0)
    {
        int units = shape.Units, columns = 4 * units, cellCount = shape.Steps * shape.Batch * units;
        double[] recurrentGamma = RandomData.Double(NormalizedProjection.RecurrentGamma(columns, shape.Gain));
        double[] cellGamma = RandomData.Double(NormalizedProjection.CellGamma(units)), cellBeta = weights.RecurrentBias![..units];
        double[] projected = NormalizedProjection.Reference((weights with { Bias = null }).Project(x, shape.Steps * shape.Batch, columns),
            RandomData.Double(NormalizedProjection.KernelGamma(columns)), weights.Bias, columns);
        double[] hidden = new double[cellCount], cells = new double[cellCount], gates = new double[4 * cellCount];
        double[] h = [.. hidden0], c = [.. cell0];
        foreach (int time in shape.Times)
        {
            double[] recurrent = NormalizedProjection.Reference(
                MatrixReference.Multiply(shape.Dropped(h), weights.RecurrentKernel, default, shape.Batch, units, columns), recurrentGamma, null, columns);
            for (int row = 0; row < shape.Batch; row++)
            {
                int from = row * columns, to = ((time * shape.Batch) + row) * columns, state = row * units;
                for (int unit = 0; unit < units && shape.Counts(time, row); unit++)
                {
                    for (int gate = 0; gate < 4; gate++)
                    {
                        double sum = projected[to + (gate * units) + unit] + recurrent[from + (gate * units) + unit];
                        gates[to + (gate * units) + unit] = gate == 2 ? shape.Activate(sum) : shape.ActivateGate(sum);
                    }

                    c[state + unit] = (gates[to + units + unit] * c[state + unit]) + (gates[to + unit] * gates[to + (2 * units) + unit]);
                }

                double[] shown = NormalizedProjection.Reference(c[state..(state + units)], cellGamma, cellBeta, units);
                for (int unit = 0; unit < units; unit++)
                {
                    int at = (((time * shape.Batch) + row) * units) + unit;
                    if (shape.Counts(time, row))
                        h[state + unit] = gates[to + (3 * units) + unit] * shape.Activate(shown[unit]);
                    (cells[at], hidden[at]) = (c[state + unit], h[state + unit]);
                }
            }
        }

        return new RecurrentStates(hidden, cells, gates);
    }
}
