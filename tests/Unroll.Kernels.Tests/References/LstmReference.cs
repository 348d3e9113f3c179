namespace Unroll.Kernels.Tests.References;

/// <summary>z = x·W + h·U + b in the order i, f, c, o; c' = ρ(z_f)·c + ρ(z_i)·φ(z_c); h' = ρ(z_o)·φ(c').</summary>
static class LstmReference
{
    public static RecurrentStates Forward(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0)
    {
        int units = shape.Units, columns = 4 * units, cellCount = shape.Steps * shape.Batch * units;
        double[] projected = weights.Project(x, shape.Steps * shape.Batch, columns);
        double[] hidden = new double[cellCount], cells = new double[cellCount], gates = new double[4 * cellCount];
        double[] h = [.. hidden0], c = [.. cell0];
        foreach (int time in shape.Times)
        {
            double[] recurrent = MatrixReference.Multiply(shape.Dropped(h), weights.RecurrentKernel, default, shape.Batch, units, columns);
            for (int row = 0; row < shape.Batch; row++)
                for (int unit = 0; unit < units; unit++)
                {
                    int from = (row * columns) + unit, to = (time * shape.Batch * columns) + from;
                    int state = (row * units) + unit, at = (time * shape.Batch * units) + state;
                    if (!shape.Counts(time, row))
                    {
                        (cells[at], hidden[at]) = (c[state], h[state]);
                        continue;
                    }

                    double input = shape.ActivateGate(projected[to] + recurrent[from]);
                    double forget = shape.ActivateGate(projected[to + units] + recurrent[from + units]);
                    double candidate = shape.Activate(projected[to + (2 * units)] + recurrent[from + (2 * units)]);
                    double output = shape.ActivateGate(projected[to + (3 * units)] + recurrent[from + (3 * units)]);
                    (gates[to], gates[to + units], gates[to + (2 * units)], gates[to + (3 * units)]) = (input, forget, candidate, output);
                    cells[at] = c[state] = (forget * c[state]) + (input * candidate);
                    hidden[at] = h[state] = output * shape.Activate(c[state]);
                }
        }

        return new RecurrentStates(hidden, cells, gates);
    }
}
