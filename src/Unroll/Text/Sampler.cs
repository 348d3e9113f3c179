using Unroll.Kernels.Simd;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Text;

/// <summary>
/// Chooses symbols from logits; the same logits, options and random numbers give the same symbols on every machine. It allocates nothing per choice.
/// </summary>
/// <param name="symbols">The number of symbols.</param>
/// <param name="options">Temperature, top-k, top-p.</param>
/// <param name="random">One number is drawn for each choice, also when the temperature is 0.</param>
public sealed class Sampler(int symbols, SamplingOptions options, RandomStream random)
{
    readonly float[] _weights = new float[symbols];
    readonly float[] _keys = new float[symbols];
    readonly int[] _order = new int[symbols];
    readonly float[] _allowed = new float[options.Excluded.Count == 0 ? 0 : symbols];

    /// <summary>The next symbol.</summary>
    /// <param name="logits">One for each symbol; their differences are those of the logarithms of the probabilities.</param>
    /// <exception cref="NotFiniteNumberException">A logit is NaN, or the largest is infinite: the model is of no use.</exception>
    public int Next(ReadOnlySpan<float> logits)
    {
        double uniform = random.NextDouble();
        if (_allowed.Length > 0)
            logits = WithoutExcluded(logits);
        int best = Likeliest(logits);
        if (options.Temperature == 0 || options.TopK == 1)
            return best;

        float max = logits[best];
        for (int i = 0; i < _weights.Length; i++)
        {
            _weights[i] = LaneMath.Exp(LaneScalar.Create((logits[i] - max) / options.Temperature)).Value;
            _order[i] = i;
        }

        int allowed = options.TopK == 0 && options.TopP == 1 ? _weights.Length : Allowed();
        double total = 0;
        for (int i = 0; i < allowed; i++)
            total += _weights[_order[i]];
        double target = uniform * total;
        for (int i = 0; i < allowed; i++)
        {
            target -= _weights[_order[i]];
            if (target < 0)
                return _order[i];
        }

        return _order[0];
    }

    ReadOnlySpan<float> WithoutExcluded(ReadOnlySpan<float> logits)
    {
        logits.CopyTo(_allowed);
        for (int i = 0; i < options.Excluded.Count; i++)
            _allowed[options.Excluded[i]] = float.NegativeInfinity;
        return _allowed;
    }

    /// <summary>Puts the likeliest symbols first, equal ones by number, and says how many may be chosen.</summary>
    int Allowed()
    {
        // The sort is not stable, so the number breaks ties: −weight first, then it.
        for (int i = 0; i < _keys.Length; i++)
            _keys[i] = -_weights[i];
        Array.Sort(_keys, _order);
        for (int i = 1; i < _order.Length; i++)
            for (int j = i; j > 0 && _keys[j] == _keys[j - 1] && _order[j] < _order[j - 1]; j--)
                (_order[j], _order[j - 1]) = (_order[j - 1], _order[j]);

        int allowed = options.TopK == 0 ? _order.Length : Math.Min(options.TopK, _order.Length);
        if (options.TopP == 1)
            return allowed;
        double total = 0;
        foreach (float weight in _weights)
            total += weight;
        double sum = 0;
        for (int i = 0; i < allowed; i++)
        {
            sum += _weights[_order[i]];
            if (sum >= options.TopP * total)
                return i + 1;
        }

        return allowed;
    }

    static NotFiniteNumberException NotFinite(float logit) =>
        new("The model's predictions are not finite numbers: no symbol can be chosen.", logit);

    /// <summary>−∞ is a symbol that never comes; with only these, or beside +∞, no probability can be computed.</summary>
    static int Likeliest(ReadOnlySpan<float> logits)
    {
        foreach (float logit in logits)
            if (float.IsNaN(logit))
                throw NotFinite(logit);
        int best = ArgMax.Find(logits);
        return float.IsFinite(logits[best]) ? best : throw NotFinite(logits[best]);
    }
}
