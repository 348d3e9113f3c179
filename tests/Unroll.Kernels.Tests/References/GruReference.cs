namespace Unroll.Kernels.Tests.References;

/// <summary>
/// Gates z, r, h; h' = z·h + (1 − z)·ĥ. Reset after the product: ĥ = φ(x_h + r·(h·U_h + b'_h)); before it: ĥ = φ(x_h + (r·h)·U_h).
/// The recurrent bias belongs to the first form.
/// </summary>
static class GruReference
{
    public static RecurrentStates Forward(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, bool resetAfter)
    {
        int units = shape.Units, columns = 3 * units, cellCount = shape.Steps * shape.Batch * units;
        double[] projected = weights.Project(x, shape.Steps * shape.Batch, columns);
        double[] hidden = new double[cellCount], gates = new double[3 * cellCount];
        double[] h = [.. hidden0];
        foreach (int time in shape.Times)
        {
            double[] dropped = shape.Dropped(h);
            double[] recurrent = MatrixReference.Multiply(dropped, weights.RecurrentKernel, weights.RecurrentBias, shape.Batch, units, columns);
            for (int row = 0; row < shape.Batch; row++)
            {
                int from = row * columns, to = (time * shape.Batch * columns) + from;
                for (int gate = 0; gate < 2 * units; gate++)
                    gates[to + gate] = shape.ActivateGate(projected[to + gate] + recurrent[from + gate]);

                double[] candidates = new double[units];
                for (int unit = 0; unit < units; unit++)
                {
                    double sum = resetAfter ? gates[to + units + unit] * recurrent[from + (2 * units) + unit] : 0;
                    for (int k = 0; k < units && !resetAfter; k++)
                        sum += gates[to + units + k] * dropped[(row * units) + k] * weights.RecurrentKernel[(k * columns) + (2 * units) + unit];
                    candidates[unit] = shape.Activate(projected[to + (2 * units) + unit] + sum);
                }

                for (int unit = 0; unit < units; unit++)
                {
                    int state = (row * units) + unit, at = (time * shape.Batch * units) + state;
                    double update = shape.Counts(time, row) ? gates[to + unit] : 1;
                    gates[to + (2 * units) + unit] = candidates[unit];
                    hidden[at] = h[state] = (update * h[state]) + ((1 - update) * candidates[unit]);
                }
            }
        }

        return new RecurrentStates(hidden, [], gates);
    }
}
