namespace Unroll.Kernels.Tests.References;

/// <summary>h' = φ(x·W + b + h·U).</summary>
static class SimpleRnnReference
{
    public static RecurrentStates Forward(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0)
    {
        int units = shape.Units;
        double[] projected = weights.Project(x, shape.Steps * shape.Batch, units);
        double[] hidden = new double[shape.Steps * shape.Batch * units];
        double[] h = [.. hidden0];
        foreach (int time in shape.Times)
        {
            double[] z = MatrixReference.Multiply(shape.Dropped(h), weights.RecurrentKernel, default, shape.Batch, units, units);
            for (int i = 0, at = time * shape.Batch * units; i < h.Length; i++, at++)
                hidden[at] = h[i] = shape.Counts(time, i / units) ? shape.Activate(projected[at] + z[i]) : h[i];
        }

        return new RecurrentStates(hidden, [], hidden);
    }
}
