namespace Unroll.Studies.Tasks.Text;

/// <summary>Logits as probabilities.</summary>
static class LogitProbabilities
{
    /// <summary>The softmax of logits, in double precision.</summary>
    public static double[] Of(ReadOnlySpan<float> logits)
    {
        double[] all = new double[logits.Length];
        double most = double.NegativeInfinity, total = 0;
        foreach (float logit in logits)
            most = Math.Max(most, logit);
        for (int i = 0; i < all.Length; i++)
            total += all[i] = Math.Exp(logits[i] - most);
        for (int i = 0; i < all.Length; i++)
            all[i] /= total;
        return all;
    }
}
