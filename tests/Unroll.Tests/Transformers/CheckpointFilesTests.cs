using System.Text.Json.Nodes;
using Unroll.Persistence;
using Unroll.Transformers;

namespace Unroll.Tests.Transformers;

public sealed class CheckpointFilesTests : IDisposable
{
    const string Bert = "bert-tiny-random", T5 = "t5-tiny-random", Weights = "model.safetensors", Index = "model.safetensors.index.json";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Bert)]
    [InlineData(T5)]
    [InlineData("t5-v1_1-tiny-random")]
    public void Save_WritesTheFilesThatWereRead_ToTheByte(string name)
    {
        string folder = PublishedModel.FolderOf(name), copy = _folder.File("copy");
        if (name == Bert)
            Unroll.Transformers.Bert.Load(folder, BertHead.Pooler).Save(copy);
        else
            Unroll.Transformers.T5.Load(folder).Save(copy);
        foreach (string file in new[] { "config.json", Weights })
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, file)), File.ReadAllBytes(Path.Combine(copy, file)));
    }

    [Fact]
    public void Save_WritesAModelOfItsOwn_ThatIsReadAgainAndWrittenTheSame()
    {
        var sizes = new BertConfiguration
        {
            VocabularySize = 12, HiddenSize = 8, Layers = 1, Heads = 2, IntermediateSize = 9, MaximalPositions = 5, HiddenDropout = 0.3f,
        };
        var model = new Bert(sizes, BertHead.MaskedLanguage) { Seed = 4 };
        Assert.Throws<InvalidOperationException>(() => model.Save(_folder.File("none")));
        model.Build([-1]);
        string first = _folder.File("first"), second = _folder.File("second");
        model.Save(first);
        Bert read = Unroll.Transformers.Bert.Load(first, BertHead.MaskedLanguage);
        Assert.Equal(0.3f, read.Configuration.HiddenDropout);
        Assert.Equal(model.Predict([3, 4, 5], steps: 3), read.Predict([3, 4, 5], steps: 3));
        read.Save(second);
        foreach (string file in new[] { "config.json", Weights })
            Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file)));

        var gated = new T5(new T5Configuration
        {
            VocabularySize = 12, ModelSize = 8, HeadSize = 3, FeedForwardSize = 9, Layers = 1, DecoderLayers = 2, Heads = 2, TiesEmbeddings = false,
            IsGated = true, Activation = Unroll.Kernels.Activations.ActivationFunction.GeluApproximate,
        });
        gated.Build([-1], [-1]);
        gated.Save(first);
        T5 again = Unroll.Transformers.T5.Load(first);
        Assert.Equal(2, again.Configuration.DecoderLayers);
        Assert.True(again.Configuration.IsGated);
        Assert.Equal(gated.Configuration.Activation, again.Configuration.Activation);
        Assert.Equal(gated.GetWeights(), again.GetWeights());
    }

    [Fact]
    public void Load_ReadsNamesWithoutPrefix_AndTheOldNamesOfNormalizations()
    {
        string folder = Rewritten(Bert, name => name["bert.".Length..].Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal)
            .Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal));
        Bert old = Unroll.Transformers.Bert.Load(folder, BertHead.Pooler);
        Assert.Empty(old.UnusedWeights);
        Assert.Equal(Unroll.Transformers.Bert.Load(PublishedModel.FolderOf(Bert), BertHead.Pooler).GetWeights(), old.GetWeights());
    }

    [Fact]
    public void Load_ReadsSeveralFiles_ByTheirIndex()
    {
        string folder = PublishedModel.FolderOf(T5), parts = Copied(T5);
        File.Delete(Path.Combine(parts, Weights));
        using (SafetensorsFile file = SafetensorsFile.Open(Path.Combine(folder, Weights)))
        {
            var map = new JsonObject();
            for (int part = 0; part < 3; part++)
            {
                var writer = new SafetensorsWriter();
                foreach (SafetensorsTensor tensor in file.Tensors.Where((_, index) => index % 3 == part))
                {
                    map[tensor.Name] = $"model-{part}.safetensors";
                    writer.Add(tensor.Name, tensor.Shape, Values(file, tensor));
                }

                writer.Write(Path.Combine(parts, $"model-{part}.safetensors"));
            }

            File.WriteAllText(Path.Combine(parts, Index), new JsonObject { ["metadata"] = new JsonObject(), ["weight_map"] = map }.ToJsonString());
        }

        Assert.Equal(Unroll.Transformers.T5.Load(folder).GetWeights(), Unroll.Transformers.T5.Load(parts).GetWeights());
        File.Delete(Path.Combine(parts, "model-1.safetensors"));
        Assert.Contains("model-1", Assert.Throws<FileNotFoundException>(() => Unroll.Transformers.T5.Load(parts)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(parts, Index), """{ "weight_map": { "a": "../model.safetensors" } }""");
        string outside = Assert.Throws<InvalidDataException>(() => Unroll.Transformers.T5.Load(parts)).Message;
        Assert.Contains("no file of the folder", outside, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(parts, Index), """{ "weight_map": [] }""");
        Assert.Contains("weight_map", Assert.Throws<InvalidDataException>(() => Unroll.Transformers.T5.Load(parts)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(parts, Index), "{");
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => Unroll.Transformers.T5.Load(parts)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F16", 1e-3)]
    [InlineData("BF16", 1e-2)]
    public void Load_ConvertsHalves(string type, double tolerance)
    {
        string folder = Copied(Bert);
        HalfFile.Write(Path.Combine(PublishedModel.FolderOf(Bert), Weights), Path.Combine(folder, Weights), type);
        float[][] exact = Unroll.Transformers.Bert.Load(PublishedModel.FolderOf(Bert)).GetWeights();
        float[][] halves = Unroll.Transformers.Bert.Load(folder).GetWeights();
        for (int i = 0; i < exact.Length; i++)
            for (int j = 0; j < exact[i].Length; j++)
                Assert.Equal(exact[i][j], halves[i][j], tolerance * Math.Max(1, Math.Abs(exact[i][j])));
    }

    [Fact]
    public void Load_ReadsPyTorchsFile_WhereThereIsNoOther()
    {
        string folder = Copied(Bert);
        using (SafetensorsFile file = SafetensorsFile.Open(Path.Combine(folder, Weights)))
            PickledFile.Write(Path.Combine(folder, "pytorch_model.bin"), file.Tensors.Select(tensor => (tensor.Name, tensor.Shape, Values(file, tensor))));
        File.Delete(Path.Combine(folder, Weights));
        Assert.Equal(Unroll.Transformers.Bert.Load(PublishedModel.FolderOf(Bert)).GetWeights(), Unroll.Transformers.Bert.Load(folder).GetWeights());
    }

    [Fact]
    public void Load_ReportsWhatIsNotUsed_ButForCopies()
    {
        string folder = Rewritten(Bert, name => name, ("cls.predictions.bias", [41]), ("cls.predictions.decoder.weight", [41, 16]),
            ("classifier.weight", [2, 16]), ("bert.embeddings.position_ids", [1, 24]));
        Assert.Equal(["classifier.weight", "cls.predictions.bias"], Unroll.Transformers.Bert.Load(folder, BertHead.Pooler).UnusedWeights);
        Assert.Equal(["bert.pooler.dense.bias", "bert.pooler.dense.weight", "classifier.weight", "cls.predictions.bias"],
            Unroll.Transformers.Bert.Load(folder).UnusedWeights);
        string t5 = Rewritten(T5, name => name, ("encoder.embed_tokens.weight", [41, 16]), ("lm_head.weight", [41, 16]), ("other", [1]));
        Assert.Equal(["other"], Unroll.Transformers.T5.Load(t5).UnusedWeights);
    }

    [Fact]
    public void Load_Throws_NamingTheWeightsThatAreMissing()
    {
        string folder = PublishedModel.FolderOf(Bert);
        string message = Assert.Throws<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder, BertHead.MaskedLanguage)).Message;
        Assert.Contains("lacks 5 of", message, StringComparison.Ordinal);
        Assert.Contains("'cls.predictions.transform.dense.weight'", message, StringComparison.Ordinal);
        message = Assert.Throws<InvalidDataException>(() => Unroll.Transformers.T5.Load(Rewritten(T5, name => "x." + name))).Message;
        Assert.Contains("'shared.weight'", message, StringComparison.Ordinal);
        Assert.Contains("more", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Load_Throws_WhenTheFolderIsNotOfThisModel()
    {
        void Fails<T>(Action load, params string[] parts) where T : Exception
        {
            string message = Assert.Throws<T>(load).Message;
            Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        }

        Fails<InvalidDataException>(() => Unroll.Transformers.T5.Load(PublishedModel.FolderOf(Bert)), "'bert'", "'t5'");
        Fails<FileNotFoundException>(() => Unroll.Transformers.Bert.Load(_folder.File("nowhere")), "config.json");
        string folder = Copied(Bert);
        void Configure(string from, string to) => File.WriteAllText(Path.Combine(folder, "config.json"),
            File.ReadAllText(Path.Combine(PublishedModel.FolderOf(Bert), "config.json")).Replace(from, to, StringComparison.Ordinal));
        Configure("\"vocab_size\": 41", "\"vocab_size\": 42");
        Fails<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder), "word_embeddings", "(41, 16)", "(42, 16)");
        Configure("\"num_attention_heads\": 2", "\"num_attention_heads\": 3");
        Fails<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder), "3 heads");
        Configure("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"geluu\"");
        Fails<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder), "geluu", "'gelu'");
        Configure("\"hidden_size\": 16", "\"hidden_size\": \"16\"");
        Fails<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder), "hidden_size");
        Configure("\"hidden_size\": 16,", "\"hidden_size\": 16, \"position_embedding_type\": \"relative_key\",");
        Fails<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder), "relative_key", "absolute");
        Configure("{", "[");
        Fails<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder), "damaged");
        Configure("{", "{");
        File.Delete(Path.Combine(folder, Weights));
        Fails<FileNotFoundException>(() => Unroll.Transformers.Bert.Load(folder), Weights, "pytorch_model.bin");
        File.WriteAllText(Path.Combine(folder, "pytorch_model.bin"), "");
        Fails<InvalidDataException>(() => Unroll.Transformers.Bert.Load(folder), "pytorch_model.bin", "neither a zip nor a pickle");
    }

    static float[] Values(SafetensorsFile file, SafetensorsTensor tensor)
    {
        float[] values = new float[tensor.Count];
        file.Read(tensor.Name, values);
        return values;
    }

    string Copied(string name)
    {
        string folder = _folder.File($"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        foreach (string file in new[] { "config.json", Weights })
            File.Copy(Path.Combine(PublishedModel.FolderOf(name), file), Path.Combine(folder, file));
        return folder;
    }

    /// <summary>A model with other names of its weights, and with more tensors.</summary>
    string Rewritten(string name, Func<string, string> rename, params (string Name, int[] Shape)[] more)
    {
        string folder = Copied(name);
        var writer = new SafetensorsWriter();
        using (SafetensorsFile file = SafetensorsFile.Open(Path.Combine(folder, Weights)))
            foreach (SafetensorsTensor tensor in file.Tensors)
                writer.Add(rename(tensor.Name), tensor.Shape, Values(file, tensor));
        foreach ((string added, int[] shape) in more)
            writer.Add(added, shape, new float[shape.Aggregate(1, (product, extent) => product * extent)]);
        writer.Write(Path.Combine(folder, Weights));
        return folder;
    }
}
