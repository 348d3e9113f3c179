using Unroll.Arguments;
using Unroll.Kernels.Numerics;

namespace Unroll.Text;

/// <summary>
/// The search for a probable text that follows several at once. At every step all continuations of all hypotheses are compared, and the most probable ones are
/// followed on; one beam is the greedy search.
/// </summary>
public sealed class BeamSearch
{
    /// <summary>Hypotheses that are followed at once.</summary>
    public int Beams { get; init => field = Argument.AtLeast(1, value); } = 4;

    /// <summary>The longest text in ids, the end's among them.</summary>
    public int MaximalLength { get; init => field = Argument.AtLeast(1, value); } = 64;

    /// <summary>The id that ends a text.</summary>
    public int EndId { get; init => field = Argument.AtLeast(0, value); } = 1;

    /// <summary>The logarithm of a text's probability is divided by its length to this power: above 0 helps long texts, 0 compares the probabilities.</summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>Searches.</summary>
    /// <param name="next">
    /// The logarithms of the probabilities of every id after each hypothesis, one row after another. The first call has one hypothesis, without ids.
    /// </param>
    /// <returns>At most as many texts as beams, the best one first.</returns>
    /// <exception cref="ArgumentException">The rows are not as many as the hypotheses.</exception>
    public IReadOnlyList<BeamHypothesis> Run(Func<IReadOnlyList<BeamHypothesis>, float[]> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        List<BeamHypothesis> followed = [new([], 0, 0)], ended = [];
        for (int length = 1; length <= MaximalLength && followed.Count > 0 && !IsDecided(followed, ended, length); length++)
        {
            float[] rows = next(followed);
            if (rows.Length == 0 || rows.Length % followed.Count != 0)
                throw new ArgumentException($"There are {followed.Count} hypotheses; {rows.Length} numbers are not a row for each.", nameof(next));
            List<BeamHypothesis> best = Best(followed, rows, rows.Length / followed.Count);

            // An end counts where it is among the best; one beam never goes on beside its end.
            ended.AddRange(best.Take(Beams).Where(hypothesis => hypothesis.Ids[^1] == EndId));
            followed = [.. best.Take(Beams == 1 ? 1 : best.Count).Where(hypothesis => hypothesis.Ids[^1] != EndId).Take(Beams)];
        }

        return [.. ended.Concat(followed).OrderByDescending(ScoreOf).Take(Beams)];
    }

    double ScoreOf(BeamHypothesis hypothesis) => hypothesis.LogProbability / PortableMath.Pow(Math.Max(1, hypothesis.Ids.Count), LengthPenalty);

    /// <summary>Whether no hypothesis that is followed can still be better than those that have ended.</summary>
    bool IsDecided(List<BeamHypothesis> followed, List<BeamHypothesis> ended, int length)
    {
        if (ended.Count < Beams)
            return false;

        // What a text can reach at best: nothing more lost, and the most favorable length.
        double reachable = PortableMath.Pow(LengthPenalty > 0 ? MaximalLength : length, LengthPenalty);
        double worst = ended.Select(ScoreOf).OrderDescending().ElementAt(Beams - 1);
        return followed.Max(hypothesis => hypothesis.LogProbability) / reachable <= worst;
    }

    /// <summary>The most probable continuations: enough that as many as beams go on, whichever have ended. The first of equals comes first.</summary>
    List<BeamHypothesis> Best(List<BeamHypothesis> followed, float[] rows, int vocabulary)
    {
        var queue = new PriorityQueue<(int Parent, int Id), (double, int)>();
        for (int i = 0; i < rows.Length; i++)
        {
            int parent = i / vocabulary;
            double score = followed[parent].LogProbability + rows[i];
            if (double.IsNaN(score) || double.IsNegativeInfinity(score))
                continue;
            if (queue.Count < 2 * Beams)
                queue.Enqueue((parent, i % vocabulary), (score, -i));
            else
                queue.EnqueueDequeue((parent, i % vocabulary), (score, -i));
        }

        var best = new List<BeamHypothesis>();
        while (queue.TryDequeue(out (int Parent, int Id) entry, out (double Score, int) priority))
            best.Insert(0, new([.. followed[entry.Parent].Ids, entry.Id], priority.Score, entry.Parent));
        return best;
    }
}
