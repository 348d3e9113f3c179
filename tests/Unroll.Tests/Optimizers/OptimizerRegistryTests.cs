using System.Reflection;
using Unroll.Optimizers;

namespace Unroll.Tests.Optimizers;

public sealed class OptimizerRegistryTests
{
    /// <summary>Every setting of every optimizer, with a value that differs from its default, and the property in which it must arrive.</summary>
    static readonly Dictionary<string, (string Setting, string Value, string Property)[]> s_own = new()
    {
        ["sgd"] = [("momentum", "0.5", "Momentum"), ("nesterov", "True", "Nesterov")],
        ["adagrad"] = [("initial_accumulator_value", "0.5", "InitialAccumulatorValue"), ("epsilon", "0.25", "Epsilon")],
        ["adadelta"] = [("rho", "0.5", "Rho"), ("epsilon", "0.25", "Epsilon")],
        ["rmsprop"] = [("rho", "0.5", "Rho"), ("momentum", "0.75", "Momentum"), ("epsilon", "0.25", "Epsilon"), ("centered", "True", "Centered")],
        ["adam"] = [("beta_1", "0.5", "Beta1"), ("beta_2", "0.75", "Beta2"), ("epsilon", "0.25", "Epsilon"), ("amsgrad", "True", "AmsGrad")],
        ["amsgrad"] = [("beta_1", "0.5", "Beta1"), ("beta_2", "0.75", "Beta2"), ("epsilon", "0.25", "Epsilon")],
        ["adamw"] = [("beta_1", "0.5", "Beta1"), ("beta_2", "0.75", "Beta2"), ("epsilon", "0.25", "Epsilon"), ("amsgrad", "True", "AmsGrad")],
        ["adamax"] = [("beta_1", "0.5", "Beta1"), ("beta_2", "0.75", "Beta2"), ("epsilon", "0.25", "Epsilon")],
        ["nadam"] = [("beta_1", "0.5", "Beta1"), ("beta_2", "0.75", "Beta2"), ("epsilon", "0.25", "Epsilon")],
        ["muon"] =
        [
            ("momentum", "0.5", "Momentum"), ("nesterov", "False", "Nesterov"), ("ns_steps", "7", "NewtonSchulzSteps"), ("rms_rate", "0.5", "RmsRate"),
            ("muon_a", "2", "A"), ("muon_b", "2", "B"), ("muon_c", "3", "C"),
            ("exclude_embeddings", "False", "ExcludeEmbeddings"), ("exclude_layers", "dense", "ExcludeLayers"),
            ("adam_lr_ratio", "0.5", "AdamLearningRateRatio"), ("adam_weight_decay", "0.25", "AdamWeightDecay"),
            ("adam_beta_1", "0.5", "AdamBeta1"), ("adam_beta_2", "0.75", "AdamBeta2"), ("epsilon", "0.25", "Epsilon"),
        ],
    };

    static readonly (string Setting, string Value, string Property)[] s_common =
        [("weight_decay", "0.125", "WeightDecay"), ("clipvalue", "3", "ClipValue"), ("clipnorm", "4", "ClipNorm"), ("global_clipnorm", "5", "GlobalClipNorm")];

    public static TheoryData<string> Names => [.. OptimizerRegistry.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_GivesTheDefaultsOfTheClass_ForANameAlone(string name)
    {
        Optimizer made = OptimizerRegistry.Create(name, 0.25f);
        var plain = (Optimizer)Activator.CreateInstance(made.GetType())!;
        Assert.Equal(name == "amsgrad" ? "adam" : name, made.Name);
        Assert.Equal(0.25, made.LearningRate.At(0));
        Assert.Null(made.Average);
        foreach (PropertyInfo property in made.GetType().GetProperties()
            .Where(property => property.Name is not ("LearningRate" or "CurrentLearningRate" or "AmsGrad")))
            Assert.Equal(property.GetValue(plain), property.GetValue(made));
        Assert.Equal(name == "amsgrad", made is Adam { AmsGrad: true });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_TakesEverySetting(string name)
    {
        foreach ((string setting, string value, string property) in s_own[name].Concat(s_common))
        {
            Optimizer made = OptimizerRegistry.Create($"{name}:{setting}={value}", 0.25f);
            object? taken = made.GetType().GetProperty(property)!.GetValue(made);
            Assert.Equal(value, string.Create(null, $"{(taken is IReadOnlyList<string> list ? list.Single() : taken)}"));
        }

        WeightAverage average = OptimizerRegistry.Create($"{name}:use_ema,ema_momentum=0.5,ema_overwrite_frequency=7", 0.25f).Average!;
        Assert.Equal((0.5, 7), (average.Momentum, average.OverwriteFrequency));
        string message = Assert.Throws<InvalidDataException>(() => OptimizerRegistry.Create($"{name}:zzz=1", 0.25f)).Message;
        string[] known = [.. s_common.Concat(s_own[name]).Select(setting => setting.Setting), "use_ema", "ema_momentum", "ema_overwrite_frequency"];
        IEnumerable<string> told = message.Split("known are ")[1].TrimEnd('.').Split(", ").Except(name == "amsgrad" ? ["amsgrad"] : []);
        Assert.Equal(known.Order(), told.Order());
    }

    [Fact]
    public void Create_ClipsByTheLine_OrElseAsItIsTold()
    {
        Assert.Equal((null, null, 2), Clipping("adam", 2));
        Assert.Equal((null, null, 3), Clipping("adam:global_clipnorm=3", 2));
        Assert.Equal((null, 3, null), Clipping("adam:clipnorm=3", 2));
        Assert.Equal((3, null, null), Clipping("adam:clipvalue=3", 2));
        Assert.Equal((null, null, 0.1f), Clipping("adam", 0.1f));
        Assert.Equal((null, null, null), Clipping("adam", null));
        Assert.Throws<ArgumentException>(() => Clipping("adam:clipvalue=3,clipnorm=3", null));

        static (float?, float?, float?) Clipping(string line, float? limit)
        {
            Optimizer made = OptimizerRegistry.Create(line, 0.25f, limit);
            return (made.ClipValue, made.ClipNorm, made.GlobalClipNorm);
        }
    }

    [Fact]
    public void Create_Throws_WhenANumberCannotBe()
    {
        Assert.StartsWith("Momentum lies between 0 and 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => OptimizerRegistry.Create("sgd:momentum=1", 1f)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => OptimizerRegistry.Create("adam:use_ema,ema_momentum=1", 1f));
        Assert.Contains("did you mean 'adam'?", Assert.Throws<ArgumentException>(() => OptimizerRegistry.Create("adm", 1f)).Message, StringComparison.Ordinal);
    }
}
