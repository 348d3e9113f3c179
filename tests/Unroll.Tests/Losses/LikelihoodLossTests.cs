using Unroll.Losses;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Losses;

public sealed class LikelihoodLossTests
{
    static readonly Dictionary<string, (LikelihoodLoss Loss, float[] Targets)> s_losses = new()
    {
        ["normal"] = (new NormalLikelihood(), [0.3f, -2, 1.5f, 0, 4, -0.5f]),
        ["student_t"] = (new StudentTLikelihood(), [0.3f, -2, 1.5f, 0, 40, -0.5f]),
        ["negative_binomial"] = (new NegativeBinomialLikelihood { Level = 2.5f }, [0, 3, 1, 12, 0, 7]),
    };

    public static TheoryData<string> Names => [.. s_losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_MatchesFiniteDifferences(string name)
    {
        (LikelihoodLoss loss, float[] wanted) = s_losses[name];
        Shape shape = [3, 2 * loss.Parameters];
        float[] values = RandomArray.Uniform(shape.Length, 1, -1.5f, 1.5f);
        using var step = new TestStep();
        Tensor predictions = step.Input(shape, values);
        step.Tape.Backward(loss.Mean(step.Tape, predictions, step.Input([3, 2], wanted, false)));
        for (int i = 0; i < values.Length; i++)
        {
            const float H = 1e-2f;
            float gradient = predictions.Gradients[i];
            Assert.Equal((At(i, H) - At(i, -H)) / (2 * H), gradient, 2e-3 * Math.Max(1, Math.Abs(gradient)));
        }

        float At(int place, float by)
        {
            using var other = new TestStep();
            float[] moved = [.. values];
            moved[place] += by;
            return loss.Mean(other.Tape, other.Input(shape, moved), other.Input([3, 2], wanted, false)).Values[0];
        }
    }

    /// <summary>By the formulas of the densities: N(0.5, 2²) at 1.5; t with 5 degrees of freedom there; NB of mean 7.5 and shape 0.4 at 3.</summary>
    [Theory]
    [InlineData("normal", 1.5, 1.737085713764618)]
    [InlineData("student_t", 1.5, 1.8081372621229663)]
    [InlineData("negative_binomial", 3, 2.447410492237328)]
    public void Forward_IsTheNegativeLogLikelihood(string name, float target, double expected)
    {
        float[] outputs = name switch
        {
            "normal" => [0.5f, Inverse(2)],
            "student_t" => [0.5f, Inverse(2), Inverse(3)],
            _ => [Inverse(3), Inverse(0.4)],
        };
        using var step = new TestStep();
        Tensor predictions = step.Input([1, outputs.Length], outputs);
        Assert.Equal(expected, s_losses[name].Loss.Forward(step.Tape, predictions, step.Input([1, 1], [target], false)).Values[0], 1e-5);

        static float Inverse(double y) => (float)Math.Log(Math.Exp(y - 1e-4) - 1);
    }

    [Theory]
    [InlineData("normal", "{\"type\":\"normal\"}")]
    [InlineData("student_t", "{\"type\":\"student_t\"}")]
    [InlineData("negative_binomial", "{\"type\":\"negative_binomial\",\"level\":2.5}")]
    public void Describe_IsReadAgain(string name, string json)
    {
        Assert.Equal(json, s_losses[name].Loss.Describe()!.ToJsonString());
        using var document = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal(json, LossRegistry.Read(document.RootElement, "file").Describe()!.ToJsonString());
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    public void Mean_RefusesWhatIsNoCount(float target)
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([1, 2], [0, 0]), targets = step.Input([1, 1], [target], false);
        Assert.Contains("counts are whole numbers of at least 0",
            Assert.Throws<ArgumentException>(() => new NegativeBinomialLikelihood().Mean(step.Tape, predictions, targets)).Message);
    }

    [Fact]
    public void Forward_Throws_WhenThereAreNotAsManyPredictionsAsParameters()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 3], new float[6]), targets = step.Input([2, 2], new float[4], false);
        Assert.Throws<ShapeMismatchException>(() => new NormalLikelihood().Forward(step.Tape, predictions, targets));
    }
}
