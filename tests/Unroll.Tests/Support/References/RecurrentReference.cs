using Unroll.Kernels.Activations;
using Unroll.Operations;

namespace Unroll.Tests.Support.References;

/// <summary>Recurrent layers in double, one row and one step at a time, from the formulas of the cells.</summary>
/// <param name="steps">Length of the sequences.</param>
/// <param name="batch">How many there are.</param>
/// <param name="features">Numbers a step.</param>
/// <param name="options">Units, activations, direction, what to return.</param>
sealed class RecurrentReference(int steps, int batch, int features, RecurrenceOptions options)
{
    readonly int _units = options.Units;

    /// <summary>The state to start from: [batch, units] each, zeros unless set.</summary>
    public double[] Hidden { get; init; } = new double[batch * options.Units];

    public double[] Cells { get; init; } = new double[batch * options.Units];

    /// <summary>[steps, batch]: 0 where a step leaves the state as it is; null, all count.</summary>
    public byte[]? Mask { get; init; }

    /// <summary>[batch, units]: what h is multiplied with before it meets U; null, nothing.</summary>
    public double[]? Kept { get; init; }

    /// <summary>[steps, batch, units]: which share of a new h is taken, beside the one before; null, all.</summary>
    public double[]? HiddenShares { get; init; }

    public double[]? CellShares { get; init; }

    /// <summary>Whether there is a cell state to return.</summary>
    public bool HasCells { get; init; }

    /// <summary>h' = φ(x·W + b + h·U).</summary>
    public double[] SimpleRnn(double[] x, double[] w, double[] u, double[]? bias) => Run(x, (input, met, h, _) =>
    {
        double[] z = Sum(Times(input, w, bias, _units), Times(met, u, null, _units));
        for (int i = 0; i < _units; i++)
            h[i] = Phi(z[i]);
    });

    /// <summary>Gates i, f, c, o; c' = f·c + i·g; h' = o·φ(c').</summary>
    public double[] Lstm(double[] x, double[] w, double[] u, double[]? bias) => Run(x, (input, met, h, c) =>
    {
        double[] z = Sum(Times(input, w, bias, 4 * _units), Times(met, u, null, 4 * _units));
        for (int i = 0; i < _units; i++)
        {
            c[i] = (Rho(z[_units + i]) * c[i]) + (Rho(z[i]) * Phi(z[(2 * _units) + i]));
            h[i] = Rho(z[(3 * _units) + i]) * Phi(c[i]);
        }
    });

    /// <summary>Gates z, r, h; ĥ = φ(x_h + r·(h·U_h + b'_h)); h' = z·h + (1 − z)·ĥ.</summary>
    public double[] Gru(double[] x, double[] w, double[] u, double[]? bias) => Run(x, (input, met, h, _) =>
    {
        double[] fromInput = Times(input, w, bias?[..(3 * _units)], 3 * _units), fromState = Times(met, u, bias?[(3 * _units)..], 3 * _units);
        for (int i = 0; i < _units; i++)
        {
            double update = Rho(fromInput[i] + fromState[i]), reset = Rho(fromInput[_units + i] + fromState[_units + i]);
            h[i] = (update * h[i]) + ((1 - update) * Phi(fromInput[(2 * _units) + i] + (reset * fromState[(2 * _units) + i])));
        }
    });

    /// <summary>The same with ĥ = φ(x_h + (r·h)·U_h).</summary>
    public double[] GruResetBefore(double[] x, double[] w, double[] u, double[]? bias) => Run(x, (input, met, h, _) =>
    {
        double[] fromInput = Times(input, w, bias, 3 * _units), fromState = Times(met, u, null, 3 * _units);
        double[] reset = new double[_units];
        for (int i = 0; i < _units; i++)
            reset[i] = met[i] * Rho(fromInput[_units + i] + fromState[_units + i]);
        double[] fromReset = Times(reset, u, null, 3 * _units);
        for (int i = 0; i < _units; i++)
        {
            double update = Rho(fromInput[i] + fromState[i]);
            h[i] = (update * h[i]) + ((1 - update) * Phi(fromInput[(2 * _units) + i] + fromReset[(2 * _units) + i]));
        }
    });

    /// <summary>z = LN(x·W)·γ' + LN(h·U)·γ + b; c' = f·c + i·g; h' = o·φ(LN(c')·γ_c + β_c), with γ', γ, γ_c and β_c.</summary>
    public double[] LayerNormalizedLstm(double[] x, double[] w, double[] u, double[]? bias, double[][] more) => Run(x, (input, met, h, c) =>
    {
        double[] z = Sum(Normalized(Times(input, w, null, 4 * _units), more[0], bias), Normalized(Times(met, u, null, 4 * _units), more[1], null));
        for (int i = 0; i < _units; i++)
            c[i] = (Rho(z[_units + i]) * c[i]) + (Rho(z[i]) * Phi(z[(2 * _units) + i]));
        double[] shown = Normalized(c, more[2], more[3]);
        for (int i = 0; i < _units; i++)
            h[i] = Rho(z[(3 * _units) + i]) * Phi(shown[i]);
    });

    /// <summary>p = LN(x·W)·γ' + b, q = LN(h·U)·γ + b', z and r normalized together, h apart; ĥ = φ(p_h + r·q_h); h' = z·h + (1 − z)·ĥ.</summary>
    public double[] LayerNormalizedGru(double[] x, double[] w, double[] u, double[]? bias, double[][] more) => Run(x, (input, met, h, _) =>
    {
        double[] fromInput = InTwo(Times(input, w, null, 3 * _units), more[0], bias?[..(3 * _units)]);
        double[] fromState = InTwo(Times(met, u, null, 3 * _units), more[1], bias?[(3 * _units)..]);
        for (int i = 0; i < _units; i++)
        {
            double update = Rho(fromInput[i] + fromState[i]), reset = Rho(fromInput[_units + i] + fromState[_units + i]);
            h[i] = (update * h[i]) + ((1 - update) * Phi(fromInput[(2 * _units) + i] + (reset * fromState[(2 * _units) + i])));
        }

        double[] InTwo(double[] row, double[] gamma, double[]? beta)
        {
            int two = 2 * _units;
            return [.. Normalized(row[..two], gamma[..two], beta?[..two]), .. Normalized(row[two..], gamma[two..], beta?[two..])];
        }
    });

    /// <summary>
    /// Outputs at the time that they belong to, whatever the direction: [time, batch, units], or [batch, units] of the last step; then the last states, if
    /// asked for.
    /// </summary>
    double[] Run(double[] x, Action<double[], double[], double[], double[]> cell)
    {
        double[] outputs = new double[options.ReturnSequences ? steps * batch * _units : batch * _units];
        double[] lastHidden = new double[batch * _units], lastCells = new double[batch * _units];
        for (int row = 0; row < batch; row++)
        {
            double[] h = Hidden.AsSpan(row * _units, _units).ToArray(), c = Cells.AsSpan(row * _units, _units).ToArray();
            for (int step = 0; step < steps; step++)
            {
                int time = options.GoBackwards ? steps - 1 - step : step;
                double[] hBefore = [.. h], cBefore = [.. c];
                if (Mask is null || Mask[(time * batch) + row] != 0)
                {
                    cell(x.AsSpan(((time * batch) + row) * features, features).ToArray(), [.. h.Select((value, i) => value * (Kept?[(row * _units) + i] ?? 1))],
                        h, c);
                    Zone(HiddenShares, h, hBefore, (time * batch) + row);
                    Zone(CellShares, c, cBefore, (time * batch) + row);
                }

                if (options.ReturnSequences || step == steps - 1)
                    h.CopyTo(outputs, ((options.ReturnSequences ? time * batch : 0) + row) * _units);
            }

            h.CopyTo(lastHidden, row * _units);
            c.CopyTo(lastCells, row * _units);
        }

        return [.. outputs, .. options.ReturnState ? lastHidden : [], .. options.ReturnState && HasCells ? lastCells : []];
    }

    void Zone(double[]? shares, double[] state, double[] before, int row)
    {
        for (int i = 0; i < _units && shares is not null; i++)
            state[i] = (shares[(row * _units) + i] * state[i]) + ((1 - shares[(row * _units) + i]) * before[i]);
    }

    double Phi(double x) => ActivationReference.Apply(options.Activation, x);

    double Rho(double x) => ActivationReference.Apply(options.RecurrentActivation, x);

    /// <summary>(x − μ)/√(σ² + 0.001)·γ + β.</summary>
    static double[] Normalized(double[] row, double[] gamma, double[]? beta)
    {
        double mean = row.Average(), deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + 1e-3f);
        return [.. row.Select((value, i) => ((value - mean) / deviation * gamma[i]) + (beta?[i] ?? 0))];
    }

    static double[] Times(double[] x, double[] weights, double[]? bias, int columns) => MatrixReference.Multiply(x, weights, bias, x.Length, columns);

    static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (left, right) => left + right)];
}
