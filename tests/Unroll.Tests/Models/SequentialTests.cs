using System.Text.Json.Nodes;
using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Persistence;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Training;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Models as data.</summary>
public sealed class SequentialTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    static Sequential EveryLayer() => new(
        new Embedding(9, 4) { Name = "symbols" },
        new Lstm(5)
        {
            ReturnSequences = true, GoBackwards = true, UnitForgetBias = false, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid,
            UseBias = false,
        },
        new Gru(6) { ReturnSequences = true, ResetAfter = false },
        new Dropout(0.1f),
        new SimpleRnn(3) { Activation = Activation.Softsign },
        new Dense(4, Activation.Elu) { UseBias = false },
        new Activation(Activation.Softmax))
    { Seed = long.MaxValue };

    [Fact]
    public void Load_GivesTheSameModel()
    {
        Sequential model = EveryLayer();
        model.Build([7]);
        model.Parameters["dense.kernel"].Trainable = false;
        model.Save(_folder.File("a.safetensors"), new Dictionary<string, string> { ["vocabulary"] = "abc" });
        Sequential loaded = Sequential.Load(_folder.File("a.safetensors"));

        int[] ids = RandomArray.Ids(3 * 7, 9, 1);
        Assert.Equal(model.Predict(ids), loaded.Predict(ids));
        Assert.Equal(model.ToJson(), loaded.ToJson());
        Assert.Equal(model.Summary().ToString(), loaded.Summary().ToString());
        Assert.Equal(long.MaxValue, loaded.Seed);
        var lstm = Assert.IsType<Lstm>(loaded.Layers[1].Layer);
        Assert.Equal((5, true, true, false, Activation.Relu, Activation.HardSigmoid, false),
            (lstm.Units, lstm.ReturnSequences, lstm.GoBackwards, lstm.UnitForgetBias, lstm.Activation, lstm.RecurrentActivation, lstm.UseBias));
        Assert.False(Assert.IsType<Gru>(loaded.Layers[2].Layer).ResetAfter);
        Assert.Equal(0.1f, Assert.IsType<Dropout>(loaded.Layers[3].Layer).Rate);
        using SafetensorsFile file = SafetensorsFile.Open(_folder.File("a.safetensors"));
        Assert.Equal("abc", file.Metadata["vocabulary"]);
    }

    [Fact]
    public void Load_OpensACheckpoint()
    {
        Model model = TinyText.Model();
        using (var trainer = new Trainer(model, TinyText.Streams(), TinyText.Options()))
        {
            trainer.RunStep();
            Checkpoint.Save(_folder.File("a.safetensors"), trainer);
        }

        Assert.Equal(TinyText.Bits(model), TinyText.Bits(Sequential.Load(_folder.File("a.safetensors"))));
    }

    /// <summary>char-rnn sets the forget gates' biases to 1 again whenever it loads.</summary>
    [Fact]
    public void Load_KeepsTheLearnedForgetBias()
    {
        var model = (Sequential)TinyText.Model();
        using (var trainer = new Trainer(model, TinyText.Streams(), TinyText.Options()))
            while (trainer.Batch < trainer.BatchesPerEpoch)
                trainer.RunStep();
        float[] learned = model.Parameters["lstm.bias"].Values[21..42].ToArray();
        Assert.DoesNotContain(1, learned);
        model.Save(_folder.File("a.safetensors"));
        Assert.Equal(learned, Sequential.Load(_folder.File("a.safetensors")).Parameters["lstm.bias"].Values[21..42].ToArray());
    }

    [Fact]
    public void FromJson_DrawsTheWeightsOfTheSeed()
    {
        Sequential model = EveryLayer();
        Assert.False(Sequential.FromJson(model.ToJson()).IsBuilt);
        model.Build([-1]);
        Sequential made = Sequential.FromJson(model.ToJson());
        Assert.Equal(new Shape(-1), made.InputShape);
        Assert.Equal(model.Parameters["symbols.embeddings"].Values, made.Parameters["symbols.embeddings"].Values);
    }

    [Theory]
    [InlineData("\"gru\"", "\"grru\"", "'grru'", "did you mean 'gru'", "layer 3", "0.1.0")]
    [InlineData("\"return_sequences\": true", "\"return_sequenzes\": true", "'return_sequenzes'", "did you mean 'return_sequences'", "layer 2 (lstm)")]
    [InlineData("\"units\": 5,", "\"units\": 5, \"zonedout\": 0.1,", "'zonedout'", "layer 2 (lstm)")]
    [InlineData("\"units\": 5,", "\"units\": \"five\",", "'units'", "a whole number", "\"five\"")]
    [InlineData("\"units\": 5,", "\"units\": 0,", "units", "layer 2 (lstm)")]
    [InlineData("\"units\": 5,", "", "'units'", "missing")]
    [InlineData("\"hard_sigmoid\"", "\"hart_sigmoid\"", "recurrent_activation", "did you mean 'hard_sigmoid'")]
    [InlineData("\"rate\": 0.1", "\"rate\": 1.5", "rate", "layer 4 (dropout)")]
    [InlineData("\"use_bias\": false,", "\"use_bias\": 1,", "'use_bias'", "true or false")]
    [InlineData("\"format\": 1,", "\"format\": 2,", "format 2", "Unroll 0.1.0", "newer")]
    [InlineData("\"sequential\"", "\"graph\"", "'graph'")]
    [InlineData("\"seed\"", "\"sead\"", "'sead'", "did you mean 'seed'")]
    [InlineData("\"frozen\": []", "\"frozen\": [\"dense_9.bias\"]", "dense_9.bias")]
    [InlineData("\"frozen\": []", "\"frozen\": [7]", "'frozen'")]
    [InlineData("\"units\": 6,", "\"units\": 2000000000,", "gru.kernel", "more than 2,147,483,392 weights")]
    [InlineData("\"units\": 4,", "\"units\": 1500000000,", "dense.kernel", "more than 2,147,483,392 weights")]
    [InlineData("\"symbols\"", "\"\\ud800\"", "damaged")]
    [InlineData("{", "[", "JSON")]
    public void FromJson_Throws_NamingWhatIsWrong(string good, string bad, params string[] named)
    {
        Sequential model = EveryLayer();
        model.Build([7]);
        string json = model.ToJson();
        int at = json.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, json);
        var error = Assert.Throws<InvalidDataException>(() => Sequential.FromJson(json[..at] + bad + json[(at + good.Length)..]));
        Assert.All(named, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_ReadsAUsersLayer_FromItsEntry()
    {
        var model = new Sequential(new Scale(3), new Dense(1)) { Seed = 2 };
        model.Build([2]);
        model.Save(_folder.File("a.safetensors"));
        var error = Assert.Throws<InvalidDataException>(() => Sequential.Load(_folder.File("a.safetensors")));
        Assert.Contains("'scale'", error.Message, StringComparison.Ordinal);
        Assert.Contains("LayerRegistry.Default.With", error.Message, StringComparison.Ordinal);
        LayerRegistry layers = LayerRegistry.Default.With("scale", options => new Scale((float)options.Number("factor")));
        Assert.Equal(model.Predict([1f, 2]), Sequential.Load(_folder.File("a.safetensors"), layers).Predict([1f, 2]));
        Assert.Throws<ArgumentException>(() => layers.With("dense", _ => new Dense(1)));
        Assert.DoesNotContain("scale", LayerRegistry.Default.Names);
    }

    [Fact]
    public void Wrapper_WritesAndReadsItsInnerLayer()
    {
        LayerRegistry layers = LayerRegistry.Default.With("twice", options => new Twice(options.Layer("layer")));
        Sequential made = Sequential.FromJson(new Sequential(new Twice(new Dense(3, Activation.Tanh) { Name = "inner" })).ToJson(), layers);
        var inner = Assert.IsType<Dense>(Assert.IsType<Twice>(made.Stack[0]).Inner);
        Assert.Equal(("inner", 3, Activation.Tanh), (inner.Name, inner.Units, inner.Activation));
        var error = Assert.Throws<InvalidDataException>(() => Sequential.FromJson(made.ToJson().Replace("tanh", "than", StringComparison.Ordinal), layers));
        Assert.Contains("layer 1 (twice): layer (dense)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_Throws_WhenItCannot()
    {
        Assert.Throws<InvalidOperationException>(() => EveryLayer().Save(_folder.File("a.safetensors")));
        var silent = new Sequential(new Silent());
        silent.Build([2]);
        Assert.Contains("WriteConfiguration", Assert.Throws<NotSupportedException>(() => silent.Save(_folder.File("a.safetensors"))).Message,
            StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
        Model trained = new Sequential(new Silent(), new Dense(1)).Compile(new Sgd(), Loss.MeanSquaredError);
        using var trainer = new Trainer(trained, new ArrayData([1f], [1], [1f], [1]), new FitOptions());
        Checkpoint.Save(_folder.File("a.safetensors"), trainer);
        Assert.Contains("but no model", Assert.Throws<InvalidDataException>(() => Sequential.Load(_folder.File("a.safetensors"))).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    sealed class Scale(float factor) : Layer
    {
        public override Shape Build(LayerBuilder builder, Shape input) => input;

        public override Tensor Forward(LayerContext context, Tensor input)
        {
            Tensor output = context.Tape.Allocate(input.Shape, requiresGradient: false);
            for (int i = 0; i < input.Shape.Length; i++)
                output.Values[i] = factor * input.Values[i];
            return output;
        }

        public override void WriteConfiguration(JsonObject options) => options["factor"] = factor;
    }

    sealed class Twice(Layer inner) : Layer
    {
        public Layer Inner { get; } = inner;

        public override Shape Build(LayerBuilder builder, Shape input) => input;

        public override Tensor Forward(LayerContext context, Tensor input) => input;

        public override void WriteConfiguration(JsonObject options) => options["layer"] = LayerRegistry.Write(Inner);
    }

    sealed class Silent : Layer
    {
        public override Shape Build(LayerBuilder builder, Shape input) => input;

        public override Tensor Forward(LayerContext context, Tensor input) => input;
    }
}
