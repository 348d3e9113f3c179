using Unroll.Metrics;
using Unroll.Randomness;
using Unroll.Studies.Problems;

namespace Unroll.Studies.Tests.Problems;

public sealed class SequenceProblemTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void Adding_AsksForTheSumOfTwoMarkedValues_OfTheFirstHalf(int length)
    {
        var problem = new AddingProblem(length);
        double sum = 0, squares = 0;
        const int Count = 4000;
        for (int number = 0; number < Count; number++)
        {
            float[] sample = new float[2 * length], target = new float[1];
            problem.Draw(Stream(number), sample, target, []);
            int[] marked = [.. Enumerable.Range(0, length).Where(step => sample[(step * 2) + 1] != 0)];
            Assert.Equal(2, marked.Length);
            Assert.True(marked[1] < length / 2 && marked[0] < 10);
            Assert.All(Enumerable.Range(0, length), step => Assert.InRange(sample[step * 2], -1f, 1f));
            Assert.Equal(0.5f + ((sample[marked[0] * 2] + sample[marked[1] * 2]) / 4), target[0], 6);
            (sum, squares) = (sum + target[0], squares + ((target[0] - 0.5) * (target[0] - 0.5)));
            Assert.Equal(1, problem.Right([target[0] + 0.039f], target, []));
            Assert.Equal(0, problem.Right([target[0] - 0.041f], target, []));
        }

        Assert.Equal(0.5, sum / Count, 0.01);
        Assert.Equal(problem.GuessLoss, squares / Count, 0.003);
    }

    [Fact]
    public void Copying_AsksForTheSymbols_AfterTheSignal()
    {
        var problem = new CopyingProblem(distance: 5, items: 3, symbols: 4);
        float[] sample = new float[problem.SampleShape.Length];
        int[] ids = new int[problem.TargetShape.Length];
        problem.Draw(Stream(1), sample, [], ids);
        int[] read = [.. Enumerable.Range(0, 11).Select(step => Array.IndexOf(sample[(step * 6)..((step + 1) * 6)], 1f))];
        Assert.Equal(11, sample.Count(value => value == 1));
        Assert.All(read[..3], symbol => Assert.InRange(symbol, 1, 4));
        Assert.Equal([0, 0, 0, 0, 0, 5, 0, 0], read[3..]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, .. read[..3]], ids);
        Assert.Equal(3 * Math.Log(4) / 11, problem.GuessLoss, 12);

        // Only the answer counts: blanks before it are no merit.
        Assert.Equal(0, problem.Right(OneHot(new int[11], 5), [], ids));
        Assert.Equal(1, problem.Right(OneHot(ids, 5), [], ids));
        Assert.Equal(2.0 / 3, problem.Right(OneHot([.. ids[..10], (ids[10] + 1) % 5], 5), [], ids), 12);
    }

    /// <summary>Of ten samples the first symbol that comes back is answered by blank, the others are right.</summary>
    [Fact]
    public void Confusion_CountsTheStepsThatCount()
    {
        var problem = new CopyingProblem(distance: 5, items: 3, symbols: 4);
        var samples = new ProblemSamples(problem, 10, RandomKey.FromSeed(1));
        var outputs = new List<float>();
        int[] first = new int[5];
        for (int number = 0; number < samples.Count; number++)
        {
            float[] sample = new float[problem.SampleShape.Length];
            samples.Write(number, sample);
            int[] symbols = [.. Enumerable.Range(0, 3).Select(step => Array.IndexOf(sample[(step * 6)..((step + 1) * 6)], 1f))];
            first[symbols[0]]++;
            outputs.AddRange(OneHot([1, 2, 3, 4, 1, 2, 3, 4, 0, symbols[1], symbols[2]], 5));
        }

        ConfusionMatrix confusion = samples.Confusion(outputs.ToArray())!;
        Assert.Equal(["blank", "1", "2", "3", "4"], confusion.Labels);
        Assert.Equal(30, confusion.Total);
        Assert.Equal(2.0 / 3, confusion.Accuracy, 12);
        Assert.All(Enumerable.Range(1, 4), symbol => Assert.Equal(first[symbol], confusion[symbol, 0]));
        Assert.Null(new ProblemSamples(new AddingProblem(4), 2, RandomKey.FromSeed(1)).Confusion(new float[2]));
    }

    [Fact]
    public void Reversal_AsksForTheDigitsBackwards()
    {
        var problem = new ReversalProblem(7);
        float[] sample = new float[70];
        int[] ids = new int[7];
        problem.Draw(Stream(2), sample, [], ids);
        Assert.Equal(ids.Reverse(), Enumerable.Range(0, 7).Select(step => Array.IndexOf(sample[(step * 10)..((step + 1) * 10)], 1f)));
        Assert.Equal(1, problem.Right(OneHot(ids, 10), [], ids));
    }

    [Fact]
    public void Parity_ChangesWithEveryOne()
    {
        var problem = new ParityProblem(40);
        float[] sample = new float[40];
        int[] ids = new int[40];
        problem.Draw(Stream(3), sample, [], ids);
        Assert.Equal(Enumerable.Range(1, 40).Select(steps => (int)sample[..steps].Sum() % 2), ids);
        Assert.Contains(0, ids);
        Assert.Contains(1, ids);
    }

    [Fact]
    public void Samples_StayTheSame_HoweverManyFollow()
    {
        var problem = new AddingProblem(20);
        ProblemSamples few = new(problem, 3, RandomKey.FromSeed(1)), many = new(problem, 9, RandomKey.FromSeed(1));
        float[] first = new float[40], second = new float[40];
        few.Write(2, first);
        many.Write(2, second);
        Assert.Equal(first, second);
        many.Write(3, second);
        Assert.NotEqual(first, second);
    }

    static float[] OneHot(int[] ids, int classes)
    {
        float[] values = new float[ids.Length * classes];
        for (int step = 0; step < ids.Length; step++)
            values[(step * classes) + ids[step]] = 1;
        return values;
    }

    static RandomStream Stream(int number) => new(RandomKey.FromSeed(5).Derive((ulong)number));
}
