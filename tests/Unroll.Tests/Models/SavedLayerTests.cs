using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>A model with each layer, trained, saved and loaded, predicts and trains on in the same bits.</summary>
public sealed class SavedLayerTests : IDisposable
{
    const int Count = 6, Steps = 5, Features = 4;

    readonly TemporaryFolder _folder = new();

    static readonly (string Name, Shape Sample, Func<Layer[]> Stack)[] s_stacks =
    [
        ("activation", [Steps, Features], () => [new Activation(Activation.Gelu)]),
        ("additive_attention", [Steps, Features], () => [new AdditiveAttention { Dropout = 0.2f }]),
        ("attention", [Steps, Features], () => [new Attention { Mode = ScoreMode.Concatenate, UseScale = true, UseCausalMask = true }]),
        ("bidirectional", [Steps, Features], () => [new Bidirectional(new Lstm(3) { ReturnSequences = true }) { Merge = MergeMode.Sum }]),
        ("bidirectional", [Steps, Features], () => [new Bidirectional(new Gru(3), new SimpleRnn(2) { GoBackwards = true, Name = "own" })]),
        ("dense", [Features], () => [new Dense(3, Activation.Silu)]),
        ("dropout", [Features], () => [new Dropout(0.3f)]),
        ("embedding", [Steps], () => [new Embedding(7, 3) { MaskZero = true }, new Gru(3)]),
        ("flatten", [Steps, Features], () => [new Flatten()]),
        ("gaussian_noise", [Features], () => [new GaussianNoise(0.1f)]),
        ("global_average_pooling1d", [Steps, Features], () => [new GlobalAveragePooling1D()]),
        ("global_max_pooling1d", [Steps, Features], () => [new GlobalMaxPooling1D()]),
        ("gru", [Steps, Features], () => [new Gru(3) { ResetAfter = false, GoBackwards = true, ReturnSequences = true }]),
        ("layer_normalized_gru", [Steps, Features], () => [new LayerNormalizedGru(3) { RecurrentDropout = 0.3f, ReturnSequences = true }]),
        ("layer_normalized_lstm", [Steps, Features], () => [new Bidirectional(new LayerNormalizedLstm(3) { Dropout = 0.2f, Epsilon = 0.01f })]),
        ("layer_normalization", [Features], () => [new LayerNormalization { Epsilon = 0.01f }]),
        ("lstm", [Steps, Features], () => [new Lstm(3) { RecurrentDropout = 0.3f, Zoneout = 0.2f, ZoneoutCell = 0.4f, Activation = Activation.Softsign }]),
        ("masking", [Steps, Features], () => [new Masking(0.5f), new SimpleRnn(3)]),
        ("multi_head_attention", [Steps, Features], () => [new MultiHeadAttention(2, 3) { ValueDim = 5, Dropout = 0.2f, UseCausalMask = true }]),
        ("repeat_vector", [Features], () => [new RepeatVector(3)]),
        ("reshape", [Steps, Features], () => [new Reshape([2, -1])]),
        ("rms_normalization", [Features], () => [new RmsNormalization { Epsilon = 0.01f }]),
        ("simple_rnn", [Steps, Features], () => [new SimpleRnn(3) { UseBias = false }]),
        ("skip_connection", [Steps, Features], () => [new SkipConnection(new Gru(3) { ReturnSequences = true })]),
        ("spatial_dropout1d", [Steps, Features], () => [new SpatialDropout1D(0.3f)]),
        ("time_distributed", [Steps, Features], () => [new TimeDistributed(new Dense(2, Activation.Elu) { Name = "inner" })]),
    ];

    public static TheoryData<int> Stacks => [.. Enumerable.Range(0, s_stacks.Length)];

    [Fact]
    public void Stacks_HoldEveryLayer() =>
        Assert.Equal(LayerRegistry.Default.Names.Order(StringComparer.Ordinal), s_stacks.Select(stack => stack.Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Load_PredictsAndTrainsOn_InTheSameBits(int index)
    {
        (_, Shape sample, Func<Layer[]> stack) = s_stacks[index];
        ArrayData data = Data(sample);
        Sequential model = new([.. stack(), new Flatten(), new Dense(2)]) { Seed = 5 };
        Train(model, data);
        model.Save(_folder.File("model.safetensors"));
        Sequential loaded = Sequential.Load(_folder.File("model.safetensors"));
        Sequential made = Sequential.FromJson(model.ToJson());
        made.SetWeights(model.GetWeights());
        Assert.Equal(Predict(model, sample), Predict(loaded, sample));
        Assert.Equal(Predict(model, sample), Predict(made, sample));
        Train(model, data);
        Train(loaded, data);
        Assert.Equal(model.GetWeights(), loaded.GetWeights());
    }

    /// <summary>What is frozen is so parameter by parameter, also where one of a frozen layer is trained.</summary>
    [Fact]
    public void Load_KeepsWhatIsFrozen()
    {
        var model = new Sequential(new Bidirectional(new Lstm(2)) { Trainable = false }, new Dense(2));
        model.Build([Steps, Features]);
        model.Parameters["bidirectional.backward.bias"].Trainable = true;
        model.Parameters["dense.bias"].Trainable = false;
        model.Save(_folder.File("model.safetensors"));
        Sequential loaded = Sequential.Load(_folder.File("model.safetensors"));
        Assert.Equal(
            model.Parameters.Parameters.Select(parameter => (parameter.Name, parameter.Trainable)),
                loaded.Parameters.Parameters.Select(parameter => (parameter.Name, parameter.Trainable)));
    }

    public void Dispose() => _folder.Dispose();

    static ArrayData Data(Shape sample)
    {
        var targets = new Samples(RandomArray.Uniform(Count * 2, 3), [2]);
        return new(IsOfIds(sample) ? new Samples(Ids(), sample) : new Samples(Values(sample), sample), targets);
    }

    static void Train(Sequential model, ArrayData data)
    {
        model.Compile(new Sgd(0.1f), Loss.MeanSquaredError);
        model.Fit(data, new FitOptions { BatchSize = 4, Epochs = 2, Workers = 1 });
    }

    static float[] Predict(Sequential model, Shape sample) => IsOfIds(sample) ? model.Predict(Ids()) : model.Predict(Values(sample));

    static bool IsOfIds(Shape sample) => sample.Rank == 1 && sample[0] == Steps;

    static int[] Ids() => RandomArray.Ids(Count * Steps, 7, 4);

    static float[] Values(Shape sample)
    {
        float[] values = RandomArray.Uniform(Count * sample.Length, 4);
        values.AsSpan(0, Features).Fill(0.5f);
        return values;
    }
}
