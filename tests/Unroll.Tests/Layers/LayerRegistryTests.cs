using System.Reflection;
using System.Text.Json;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Regularizers;

namespace Unroll.Tests.Layers;

public sealed class LayerRegistryTests
{
    static readonly Regularizer s_l1 = Regularizer.L1(0.5f), s_l2 = Regularizer.L2(0.25f), s_both = Regularizer.L1L2(0.125f, 0.0625f);

    /// <summary>Every layer with no option at its default.</summary>
    static Layer[] Layers =>
    [
        new Activation(Activation.GeluApproximate) { Name = "a" },
        new AdditiveAttention { UseScale = false, Dropout = 0.25f, UseCausalMask = true },
        new Attention { UseScale = true, Mode = ScoreMode.Concatenate, Dropout = 0.125f, UseCausalMask = true },
        new Bidirectional(Lstm()) { Merge = MergeMode.Average, Trainable = false },
        new Dense(3, Activation.Selu)
        {
            UseBias = false, KernelInitializer = Initializer.HeNormal, BiasInitializer = new ConstantInitializer(2), KernelRegularizer = s_l1,
                BiasRegularizer = s_l2,
        },
        new Dropout(0.3f),
        new Embedding(7, 3) { MaskZero = true, EmbeddingsInitializer = new NormalInitializer(1, 2), EmbeddingsRegularizer = s_both },
        new Flatten(),
        new GaussianNoise(0.7f),
        new GlobalAveragePooling1D(),
        new GlobalMaxPooling1D(),
        new Gru(4) { ResetAfter = false, RecurrentActivation = Activation.HardSigmoid, Activation = Activation.Relu },
        new LayerNormalization
        {
            Epsilon = 0.5f, Scale = false, Center = false, GammaInitializer = Initializer.Zeros, BetaInitializer = Initializer.Ones, GammaRegularizer = s_l1,
                BetaRegularizer = s_l2,
        },
        new LayerNormalizedGru(4)
        {
            Epsilon = 0.25f, GammaInitializer = new ConstantInitializer(0.1f), RecurrentActivation = Activation.HardSigmoid,
            RecurrentDropout = 0.5f, Zoneout = 0.25f,
        },
        new LayerNormalizedLstm(4)
        {
            Epsilon = 0.5f, GammaInitializer = new ConstantInitializer(0.2f), RecurrentActivation = Activation.Relu, UnitForgetBias = false,
            ZoneoutCell = 0.75f,
        },
        Lstm(),
        new Masking(3),
        new MultiHeadAttention(2, 3)
        {
            ValueDim = 5, UseBias = false, Dropout = 0.5f, UseCausalMask = true, KernelInitializer = Initializer.HeNormal,
            BiasInitializer = new ConstantInitializer(2), KernelRegularizer = s_l1, BiasRegularizer = s_l2,
        },
        new RepeatVector(4),
        new Reshape([2, -1]),
        new RmsNormalization { Epsilon = 0.5f },
        new SimpleRnn(4) { Activation = Activation.LeakyRelu },
        new SkipConnection(new Gru(2) { ReturnSequences = true }, new SkipConnection(new Dense(3)) { Name = "inner" }),
        new SpatialDropout1D(0.2f),
        new TimeDistributed(new Dense(2, Activation.Silu)),
    ];

    [Fact]
    public void Layers_AreAllThatThereAre()
    {
        IEnumerable<string> all = typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract && type.IsVisible)
            .Select(type => type.Name);
        Assert.Equal(all.Order(), Layers.Select(layer => layer.GetType().Name).Order());
        Assert.Equal(LayerRegistry.Default.Names.Order(StringComparer.Ordinal), Layers.Select(layer => layer.DefaultName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_GivesBackEveryOption()
    {
        foreach (Layer layer in Layers)
        {
            string json = LayerRegistry.Write(layer).ToJsonString();
            Layer read = LayerRegistry.Default.Read(JsonElement.Parse(json), "test");
            Assert.Equal(json, LayerRegistry.Write(read).ToJsonString());
            foreach (PropertyInfo property in layer.GetType().GetProperties())
                if (property.PropertyType.IsPrimitive || property.PropertyType.IsEnum || property.PropertyType == typeof(string))
                    Assert.True(Equals(property.GetValue(layer), property.GetValue(read)), $"{layer.GetType().Name}.{property.Name}");
        }
    }

    [Fact]
    public void Read_GivesBackInnerLayers_UnderTheSameNames()
    {
        Sequential model = new(new Bidirectional(new Gru(2) { ReturnSequences = true }), new TimeDistributed(new Dense(2) { Name = "inner" }),
            new GlobalMaxPooling1D());
        model.Build([5, 3]);
        Sequential made = Sequential.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), made.ToJson());
        Assert.Equal(model.Parameters.Parameters.Select(parameter => parameter.Name), made.Parameters.Parameters.Select(parameter => parameter.Name));
        Assert.Contains("time_distributed.inner.kernel", made.Parameters.Parameters.Select(parameter => parameter.Name));
        float[] x = [.. Enumerable.Range(0, 15).Select(i => i / 15f)];
        Assert.Equal(model.Predict(x), made.Predict(x));
    }

    [Fact]
    public void Read_MakesTheBackwardLayer_WhereThereIsNone()
    {
        JsonElement options = JsonElement.Parse("""{ "type": "bidirectional", "layer": { "type": "gru", "units": 3 }, "merge_mode": "mul" }""");
        var both = Assert.IsType<Bidirectional>(LayerRegistry.Default.Read(options, "test"));
        Assert.True(both.BackwardLayer.GoBackwards);
        Assert.Equal(MergeMode.Multiply, both.Merge);
    }

    [Theory]
    [InlineData("""{ "type": "bidirectional", "layer": { "type": "dense", "units": 3 } }""", "layer", "recurrent")]
    [InlineData("""{ "type": "bidirectional", "layer": { "type": "gru", "units": 3 }, "merge_mode": "summ" }""", "merge_mode", "'sum'")]
    [InlineData("""{ "type": "reshape", "target_shape": [2, "x"] }""", "target_shape", "whole numbers")]
    [InlineData("""{ "type": "reshape" }""", "target_shape", "missing")]
    [InlineData("""{ "type": "dense", "units": 2, "kernel_initializer": "he_norm" }""", "kernel_initializer", "'he_normal'")]
    [InlineData("""{ "type": "dense", "units": 2, "kernel_initializer": { "type": "random_normal", "stddev": -1 } }""", "random_normal", "deviation")]
    [InlineData("""{ "type": "dense", "units": 2, "kernel_initializer": { "type": "random_normal", "stdev": 1 } }""", "'stdev'", "stddev")]
    [InlineData("""{ "type": "dense", "units": 2, "kernel_regularizer": 3 }""", "regularizer", "3")]
    [InlineData("""{ "type": "gaussian_noise", "stddev": -1 }""", "gaussian_noise", "not negative")]
    public void Read_Throws_NamingWhatIsWrong(string json, params string[] parts)
    {
        string message = Assert.Throws<InvalidDataException>(() => LayerRegistry.Default.Read(JsonElement.Parse(json), "test")).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    static Lstm Lstm() => new(5)
    {
        ReturnSequences = true, GoBackwards = true, UseBias = false, UnitForgetBias = false, Activation = Activation.Softsign,
        RecurrentActivation = Activation.Elu, Dropout = 0.25f,
        RecurrentDropout = 0.125f, Zoneout = 0.0625f, ZoneoutCell = 0.375f,
        KernelInitializer = new UniformInitializer(-1, 2), RecurrentInitializer = new OrthogonalInitializer(2),
        BiasInitializer = new TruncatedNormalInitializer(1, 2), KernelRegularizer = s_l1, RecurrentRegularizer = s_l2, BiasRegularizer = s_both,
    };
}
