using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Tests.Models;

public sealed class ModelSummaryTests
{
    /// <summary>The parameter counts of the studies, by layer.</summary>
    public static TheoryData<string, long[]> Studies => new()
    {
        { "stocks lstm", [19_712, 33_024, 130] },
        { "stocks gru", [14_976, 24_960, 130] },
        { "stocks rnn", [4_928, 8_256, 130] },
        { "text gru", [17_152, 3_938_304, 68_675] },
        { "text lstm", [17_152, 5_246_976, 68_675] },
        { "digits", [72_960, 2_570, 0] },
    };

    [Theory]
    [MemberData(nameof(Studies))]
    public void Parameters_AreThoseOfTheStudies(string study, long[] parameters)
    {
        (Sequential model, Shape input) = study switch
        {
            "stocks lstm" => (new Sequential(new Lstm(64) { ReturnSequences = true }, new Lstm(64), new Dense(2)), new Shape(30, 12)),
            "stocks gru" => (new Sequential(new Gru(64) { ReturnSequences = true }, new Gru(64), new Dense(2)), new Shape(30, 12)),
            "stocks rnn" => (new Sequential(new SimpleRnn(64) { ReturnSequences = true }, new SimpleRnn(64), new Dense(2)), new Shape(30, 12)),
            "text gru" => (new Sequential(new Embedding(67, 256), new Gru(1024) { ReturnSequences = true }, new Dense(67)), new Shape(100)),
            "text lstm" => (new Sequential(new Embedding(67, 256), new Lstm(1024) { ReturnSequences = true }, new Dense(67)), new Shape(100)),
            _ => (new Sequential(new SimpleRnn(256), new Dense(10), new Activation(Activation.Softmax)), new Shape(28, 28)),
        };

        ModelSummary summary = model.Summary(input);
        Assert.Equal(parameters, summary.Rows.Select(row => row.Parameters));
        Assert.Equal(parameters.Sum(), summary.Parameters);
        Assert.Equal(parameters.Sum(), summary.TrainableParameters);
    }

    [Fact]
    public void Totals_AreThePublishedOnes()
    {
        long[] totals = [.. Studies.Select(row => ((long[])row[1]).Sum())];
        Assert.Equal([52_866, 40_066, 13_314, 4_024_131, 5_332_803, 75_530], totals);
    }

    [Fact]
    public void Text_IsKerasTable()
    {
        var model = new Sequential(new Lstm(64) { ReturnSequences = true }, new Lstm(64), new Dense(2));
        model.Build([-1, 12]);
        model.Parameters.Parameters[6].Trainable = false;
        const string Expected = """
            ┏━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
            ┃ Layer (type)  ┃ Output Shape     ┃ Param # ┃
            ┡━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
            │ lstm (Lstm)   │ (None, None, 64) │  19,712 │
            │ lstm_1 (Lstm) │ (None, 64)       │  33,024 │
            │ dense (Dense) │ (None, 2)        │     130 │
            └───────────────┴──────────────────┴─────────┘
             Total params: 52,866 (206.51 KB)
             Trainable params: 52,738 (206.01 KB)
             Non-trainable params: 128 (512.00 B)
            """;
        Assert.Equal(Expected, model.Summary().ToString());
    }

    [Theory]
    [InlineData(255, "255 (1020.00 B)")]
    [InlineData(256, "256 (1.00 KB)")]
    [InlineData(300_000, "300,000 (1.14 MB)")]
    public void Sizes_AreInTheLargestUnitThatFits(int weights, string expected) =>
        Assert.Contains(expected, new Sequential(new Dense(weights) { UseBias = false }).Summary([1]).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Summary_BuildsTheModel_OrAsksForAShape()
    {
        var model = new Sequential(new Dense(2));
        Assert.Contains("inputShape", Assert.Throws<InvalidOperationException>(() => model.Summary()).Message, StringComparison.Ordinal);
        Assert.Equal(8, model.Summary(inputShape: [3]).Parameters);
        Assert.True(model.IsBuilt);
    }
}
