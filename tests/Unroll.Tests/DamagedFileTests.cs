using System.Text.Json.Nodes;
using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Persistence;
using Unroll.Tests.Persistence;
using Unroll.Tests.Support;
using Unroll.Text;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests;

/// <summary>Every reader of a file documents one exception for damage, and no other escapes it.</summary>
public sealed class DamagedFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Model_ThrowsInvalidDataException_AndWhatItAcceptsCanBeWritten()
    {
        string json = new Sequential(
            new Embedding(9, 4),
                new Bidirectional(new Lstm(3) { ReturnSequences = true, Dropout = 0.5f, KernelInitializer = new Unroll.Parameters.OrthogonalInitializer(2) }),
            new Gru(3) { KernelRegularizer = Unroll.Regularizers.Regularizer.L2(0.5f) }, new LayerNormalization(), new GaussianNoise(0.5f),
                new Dense(2, Activation.Softmax))
        { Seed = 3 }.Build([5]) is Sequential model ? model.ToJson() : "";
        Damage.Escapes(Damage.OfJson(json, 600).Concat(Damage.OfText(json, 300)), text => Sequential.FromJson(text).ToJson(), typeof(InvalidDataException));
    }

    [Fact]
    public void SavedModel_ThrowsInvalidDataException()
    {
        string path = _folder.File("model.safetensors");
        var model = new Sequential(new Gru(3), new Dense(2));
        model.Build([5, 2]);
        model.Save(path);
        Damage.Escapes(Damage.OfBytes(File.ReadAllBytes(path), 100), Load, typeof(InvalidDataException));

        model.Save(path);

        // Without the checksum more of the damage reaches the reader.
        byte[] data = SafetensorsBytes.DataOf(File.ReadAllBytes(path));
        var json = (JsonObject)JsonNode.Parse(SafetensorsBytes.HeaderOf(File.ReadAllBytes(path)))!;
        json["__metadata__"] = new JsonObject { ["unroll.model"] = json["__metadata__"]!["unroll.model"]!.DeepClone() };
        string header = json.ToJsonString();
        Load(SafetensorsBytes.Create(header, data));
        Damage.Escapes(Damage.OfBytes(SafetensorsBytes.Create(header, data), 400), Load, typeof(InvalidDataException));
        Damage.Escapes(Damage.OfJson(header, 400).Select(text => SafetensorsBytes.Create(text, data)), Load, typeof(InvalidDataException));

        void Load(byte[] bytes)
        {
            File.WriteAllBytes(path, bytes);
            Sequential.Load(path);
        }
    }

    [Theory]
    [InlineData("""{"type":"constant","value":1e39}""")]
    [InlineData("""{"type":"constant","value":-1e400}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"orthogonal\"")]
    public void Model_ThrowsInvalidDataException_ForAnInitializerThatCannotBe(string initializer) =>
        Assert.Throws<InvalidDataException>(() => Sequential.FromJson(
            $$"""{"format":1,"model":"sequential","input_shape":[5,2],"layers":[{"type":"simple_rnn","units":3,"bias_initializer":{{initializer}}}]}"""));

    [Fact]
    public void SavedModel_TakesNoMemory_ForTensorsThatItLacks()
    {
        string path = _folder.File("model.safetensors");
        string layers = string.Join(',', Enumerable.Repeat("""{"type":"lstm","units":4000,"return_sequences":true}""", 3));
        var writer = new SafetensorsWriter();
        writer.Metadata["unroll.model"] = $$"""{"format":1,"model":"sequential","input_shape":[10,8],"layers":[{{layers}}]}""";
        writer.Write(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("lstm.kernel", Assert.Throws<InvalidDataException>(() => Sequential.Load(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void History_ThrowsInvalidDataException_AndWhatItAcceptsCanBeWritten()
    {
        var history = new History();
        for (int epoch = 1; epoch <= 3; epoch++)
            history.Add(new EpochLog(epoch, 7 * epoch, 0.5, new Dictionary<string, double> { ["loss"] = 0.25 * epoch, ["val_loss"] = double.NaN }));
        string json = history.ToJson();
        Damage.Escapes(Damage.OfJson(json, 500).Concat(Damage.OfText(json, 200)), text =>
        {
            History read = History.FromJson(text);
            _ = read.ToJson() + read.ToCsv() + read;
        }, typeof(InvalidDataException));
    }

    [Fact]
    public void History_ThrowsInvalidDataException_ForAKeyThatIsThereTwice()
    {
        const string Json = """{"epochs":[{"epoch":1,"steps":2,"seconds":3,"values":{"loss":1,"loss":2}}]}""";
        Assert.Contains("loss", Assert.Throws<InvalidDataException>(() => History.FromJson(Json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vocabulary_ThrowsInvalidDataException()
    {
        string json = CharacterVocabulary.FromText("abcé 😀", reserveSpecials: true).ToJson();
        Damage.Escapes(Damage.OfJson(json, 200).Concat(Damage.OfText(json, 300)), text =>
            CharacterVocabulary.FromJson(text).ToJson(), typeof(InvalidDataException));
    }

    [Fact]
    public void Checkpoint_ThrowsInvalidDataException_ForDamagedMetadata()
    {
        string path = _folder.File("run.safetensors");
        using (Trainer trainer = NewTrainer())
        {
            trainer.Run();
            Checkpoint.Save(path, trainer);
        }

        (Dictionary<string, string> metadata, (string Name, int[] Shape, float[] Values)[] tensors) = Read(path);
        foreach (string key in metadata.Keys.Where(key => key is not ("unroll.model" or "unroll.seed" or "unroll.compiled")))
        {
            string value = metadata[key];
            IEnumerable<string> damaged = value.StartsWith('{') || value.StartsWith('[') ? Damage.OfJson(value, 80).Concat(Damage.OfText(value, 40))
                : Damage.OfText(value, 25).Append("2147483648").Append("9223372036854775808").Append("123456789abcdef012").Append("");
            Damage.Escapes(damaged.Append("\u0001").Where(text => !text.Any(char.IsSurrogate)), text =>
            {
                using Trainer trainer = NewTrainer();
                Write(path, new Dictionary<string, string>(metadata) { [key] = text }, tensors);
                Checkpoint.Restore(path, trainer);
            }, typeof(InvalidDataException));
        }
    }

    [Fact]
    public void Load_ThrowsInvalidDataException_ForADamagedCompilation()
    {
        string path = _folder.File("model.safetensors");
        using (Trainer trainer = NewTrainer())
        {
            trainer.RunStep();
            Checkpoint.Save(path, trainer);
        }

        (Dictionary<string, string> metadata, (string Name, int[] Shape, float[] Values)[] tensors) = Read(path);
        string compiled = metadata["unroll.compiled"];
        Damage.Escapes(Damage.OfJson(compiled, 200).Concat(Damage.OfText(compiled, 80)).Where(text => !text.Any(char.IsSurrogate)), text =>
        {
            Write(path, new Dictionary<string, string>(metadata) { ["unroll.compiled"] = text }, tensors);
            Sequential.Load(path);
        }, typeof(InvalidDataException));
    }

    [Theory]
    [InlineData("epoch", "2147483648")]
    [InlineData("batch", "2147483648")]
    [InlineData("step", "9223372036854775808")]
    [InlineData("iterations", "9223372036854775808")]
    [InlineData("figures", """{"lossSum":"123456789abcdef012","weight":"0000000000000000","metrics":[]}""")]
    [InlineData("figures", """{"lossSum":null,"weight":"0000000000000000","metrics":[]}""")]
    [InlineData("history", """[{"epoch":1,"steps":2,"seconds":"0","values":{"loss":"0","loss":"0"}}]""")]
    [InlineData("history", "{}")]
    public void Checkpoint_ThrowsInvalidDataException_ForPositionsThatCannotBe(string key, string value)
    {
        string path = _folder.File("run.safetensors");
        using Trainer trainer = NewTrainer();
        trainer.RunStep();
        Checkpoint.Save(path, trainer);
        (Dictionary<string, string> metadata, (string Name, int[] Shape, float[] Values)[] tensors) = Read(path);
        metadata["unroll." + key] = value;
        Write(path, metadata, tensors);
        using Trainer other = NewTrainer();
        float[] before = other.Model.Parameters.Values.ToArray();
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Checkpoint.Restore(path, other)).Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Model.Parameters.Values.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    static Trainer NewTrainer()
    {
        Model model = new Sequential(new Dense(2)) { Seed = 1 }.Compile(new Nadam(), new MeanSquaredError(), Metric.MeanAbsoluteError);
        float[] x = [.. Enumerable.Range(0, 24).Select(i => i / 24f)];
        return new Trainer(model, new ArrayData(x, [3], x[..16], [2]),
            new FitOptions { BatchSize = 4, Workers = 1, Callbacks = [new EarlyStopping { Monitor = "loss" }] });
    }

    static (Dictionary<string, string> Metadata, (string Name, int[] Shape, float[] Values)[] Tensors) Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return (new Dictionary<string, string>(file.Metadata), [.. file.Tensors.Select(tensor =>
        {
            float[] values = new float[tensor.Count];
            file.Read(tensor.Name, values);
            return (tensor.Name, tensor.Shape.ToArray(), values);
        })]);
    }

    static void Write(string path, Dictionary<string, string> metadata, (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var writer = new SafetensorsWriter();
        foreach ((string name, int[] shape, float[] values) in tensors)
            writer.Add(name, shape, values);
        foreach ((string key, string value) in metadata)
            writer.Metadata[key] = value;
        writer.Write(path);
    }
}
