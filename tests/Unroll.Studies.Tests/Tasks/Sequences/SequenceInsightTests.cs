using Unroll.Randomness;
using Unroll.Studies.Problems;

namespace Unroll.Studies.Tests.Tasks.Sequences;

public class SequenceInsightTests
{
    [Fact]
    public void RightByStep_CountsTheStepsThatCount()
    {
        var problem = new CopyingProblem(distance: 2, items: 2, symbols: 3);
        var samples = new ProblemSamples(problem, 4, RandomKey.FromSeed(1));
        Assert.Equal([1, 1], samples.RightByStep(Answers(samples, problem, wrongAt: -1)));
        Assert.Equal([1, 0.75], samples.RightByStep(Answers(samples, problem, wrongAt: 5)));
    }

    [Fact]
    public void Example_SaysWhatWasAsked_AndWhatWasAnswered()
    {
        var problem = new CopyingProblem(distance: 2, items: 2, symbols: 3);
        var samples = new ProblemSamples(problem, 4, RandomKey.FromSeed(1));
        float[] outputs = Answers(samples, problem, wrongAt: 5);
        SequenceExample wrong = samples.Example(0, outputs.AsSpan(0, 24)), right = samples.Example(1, outputs.AsSpan(24, 24));
        Assert.False(wrong.IsRight);
        Assert.Equal((wrong.Target[0], "blank"), (wrong.Answer[0], wrong.Answer[1]));
        Assert.True(right.IsRight);
        Assert.Equal(right.Asked.Split(' '), right.Target);
        Assert.Equal(right.Target, right.Answer);
    }

    [Fact]
    public void Sequences_AreDescribedInWords()
    {
        Assert.Equal("0 1 1 0", new ParityProblem(4).Describe([0, 1, 1, 0]));
        float[] digits = new float[20];
        digits[7] = digits[10 + 3] = 1;
        Assert.Equal("7 3", new ReversalProblem(2).Describe(digits));
        Assert.Equal("0.250 at step 1 and -0.500 at step 3", new AddingProblem(4).Describe([0.25f, 1, 0.5f, 0, -0.5f, 1, 0, 0]));
    }

    [Fact]
    public void Values_HaveNoSteps_AndOneNumber()
    {
        var samples = new ProblemSamples(new AddingProblem(6), 3, RandomKey.FromSeed(1));
        Assert.Empty(samples.RightByStep([0, 0, 0]));
        SequenceExample example = samples.Example(2, [10]);
        Assert.Equal((false, "10.000"), (example.IsRight, Assert.Single(example.Answer)));
        Assert.True(samples.Example(2, [float.Parse(Assert.Single(example.Target), System.Globalization.CultureInfo.InvariantCulture)]).IsRight);
    }

    /// <summary>The right answers, but a blank at one step of the first sample.</summary>
    static float[] Answers(ProblemSamples samples, CopyingProblem problem, int wrongAt)
    {
        float[] outputs = new float[samples.Count * 6 * problem.Classes];
        for (int sample = 0; sample < samples.Count; sample++)
        {
            float[] input = new float[6 * 5];
            samples.Write(sample, input);
            for (int step = 0; step < 6; step++)
            {
                int id = step < 4 ? 0 : Array.IndexOf(input, 1, (step - 4) * 5, 5) - ((step - 4) * 5);
                outputs[(((sample * 6) + step) * problem.Classes) + (sample == 0 && step == wrongAt ? 0 : id)] = 1;
            }
        }

        return outputs;
    }
}
