using Unroll.Kernels.MatMul;
using Unroll.Kernels.Numerics;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Tests.Support;

namespace Unroll.Tests.Models;

/// <summary>Weights in 16 bits, and products of a table that a session keeps.</summary>
public sealed class WeightFormatTests
{
    const int Symbols = 37, Features = 12, Units = 40, Steps = 5;

    public static TheoryData<string> Cells => ["lstm", "gru", "gru reset before", "simple", "bidirectional", "normalized lstm", "normalized gru"];

    /// <summary>Matrices are rounded, sums are not: the bits of a model whose matrices have been rounded beforehand.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Predict_GivesWhatRoundedMatricesGive_In16Bits(string cell)
    {
        Model model = OfValues(cell), rounded = OfValues(cell);
        rounded.Parameters.Values.Clear();
        foreach ((Parameter from, Parameter to) in model.Parameters.Parameters.Zip(rounded.Parameters.Parameters))
            for (int i = 0; i < from.Values.Length; i++)
                to.Values[i] = from.Shape.Rank == 1 || from.Name.EndsWith("bias", StringComparison.Ordinal)
                    ? from.Values[i]
                    : BFloat16.ToSingle(BFloat16.FromSingle(from.Values[i]));
        rounded.Parameters.NotifyChanged();
        float[] samples = RandomArray.Uniform(3 * Steps * Features, 1);
        foreach (int workers in new[] { 1, 2 })
        {
            using var expected = new InferenceSession(rounded, workers);
            using var session = new InferenceSession(model, workers, weights: WeightFormat.BFloat16);
            Assert.Equal(expected.Predict(samples), session.Predict(samples));
            Assert.NotEqual(model.Predict(samples), session.Predict(samples));
        }
    }

    /// <summary>A session that keeps what the symbols add gives the bits of one that reads their vectors.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Predict_GivesTheSameBits_OfIdsAndOfTheirVectors(string cell)
    {
        Model values = OfValues(cell), ids = OfIds(cell, values);
        int[] text = [.. Enumerable.Range(0, 2 * Steps).Select(i => i * 7 % Symbols)];
        float[] table = ids.Parameters.Parameters[0].Values.ToArray();
        float[] vectors = [.. text.SelectMany(id => table.Skip(id * Features).Take(Features))];
        foreach (WeightFormat format in Enum.GetValues<WeightFormat>())
        {
            using var ofValues = new InferenceSession(values, 2, weights: format);
            using var ofIds = new InferenceSession(ids, 2, weights: format);
            Assert.Equal(ofValues.Predict(vectors), ofIds.Predict(text));
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Predict_SeesWeightsThatChanged(string cell)
    {
        Model model = OfIds(cell, OfValues(cell));
        int[] text = [.. Enumerable.Range(0, Steps)];
        using var session = new InferenceSession(model, 1);
        float[] before = session.Predict(text);
        foreach (string name in new[] { "kernel", "bias", "embeddings" })
        {
            Parameter parameter = model.Parameters.Parameters.First(parameter => parameter.Name.EndsWith(name, StringComparison.Ordinal));
            RandomArray.Uniform(parameter.Values.Length, 9).CopyTo(parameter.Values);
            model.Parameters.NotifyChanged();
            float[] after = session.Predict(text);
            Assert.NotEqual(before, after);
            using var anew = new InferenceSession(model, 1);
            Assert.Equal(anew.Predict(text), after);
            before = after;
        }
    }

    static Model OfValues(string cell) => new Sequential([.. Stack(cell)]) { Seed = 3 }.Build([Steps, Features]);

    static Model OfIds(string cell, Model weights)
    {
        Model model = new Sequential([new Embedding(Symbols, Features), .. Stack(cell)]) { Seed = 4 }.Build([Steps]);
        foreach ((Parameter from, Parameter to) in weights.Parameters.Parameters.Zip(model.Parameters.Parameters.Skip(1)))
            from.Values.CopyTo(to.Values);
        model.Parameters.NotifyChanged();
        return model;
    }

    static IEnumerable<Layer> Stack(string cell) =>
    [
        cell switch
        {
            "lstm" => new Lstm(Units) { ReturnSequences = true },
            "gru" => new Gru(Units) { ReturnSequences = true },
            "gru reset before" => new Gru(Units) { ReturnSequences = true, ResetAfter = false },
            "simple" => new SimpleRnn(Units) { ReturnSequences = true },
            "normalized lstm" => new LayerNormalizedLstm(Units) { ReturnSequences = true },
            "normalized gru" => new LayerNormalizedGru(Units) { ReturnSequences = true },
            _ => new Bidirectional(new Gru(Units) { ReturnSequences = true }),
        },
        new Dense(Symbols),
    ];
}
