namespace Unroll.Naming;

/// <summary>Guesses which name a mistyped one was meant to be, and writes the message about it.</summary>
static class NearestName
{
    /// <summary>The whole message about an unknown name: <c>There is no loss 'mze'; known are mse, mae; did you mean 'mse'?</c></summary>
    /// <param name="problem">How the message begins: "There is no loss 'mze'".</param>
    /// <param name="name">The name.</param>
    /// <param name="known">The known names.</param>
    public static string Message(string problem, string name, IReadOnlyCollection<string> known) =>
        Clause(problem, name, known) + (Hint(name, known).Length > 0 ? "" : ".");

    /// <summary>The same message without a full stop, for the one line that a command says.</summary>
    public static string Clause(string problem, string name, IReadOnlyCollection<string> known)
    {
        string list = known.Count == 0 ? "there are none" : $"known are {string.Join(", ", known)}";
        return $"{problem}; {list}{Hint(name, known)}";
    }

    /// <summary>The end of such a message: "; did you mean 'mse'?", or nothing when no candidate is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) => Find(name, candidates) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The candidate within the fewest edits, letter case aside, or null when none is near enough to be a likely meaning.</summary>
    /// <remarks>An edit inserts, removes or replaces a character or swaps two neighbors; a third of the characters may be wrong, at least one.</remarks>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        int fewest = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = EditDistance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance >= fewest) continue;
            nearest = candidate;
            fewest = distance;
        }

        return nearest;
    }

    /// <summary>The number of edits between two names: the optimal string alignment distance, in two dimensions as in the textbook.</summary>
    internal static int EditDistance(string left, string right)
    {
        int[,] distance = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++) distance[i, 0] = i;
        for (int j = 0; j <= right.Length; j++) distance[0, j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = distance[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                distance[i, j] = Math.Min(replaced, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if (swapped) distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[left.Length, right.Length];
    }
}
