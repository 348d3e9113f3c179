using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Schedules;

namespace Unroll.Tests.Optimizers;

public sealed class HyperparameterTests
{
    static readonly double[] s_noShares = [-0.1, 1, 2, double.NaN, double.PositiveInfinity];
    static readonly double[] s_negative = [-1e-9, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    static readonly Dictionary<string, (double[] Wrong, Func<double, object> Make)> s_cases = new()
    {
        ["Sgd.Momentum"] = (s_noShares, value => new Sgd { Momentum = value }),
        ["RmsProp.Momentum"] = (s_noShares, value => new RmsProp { Momentum = value }),
        ["RmsProp.Rho"] = (s_noShares, value => new RmsProp { Rho = value }),
        ["Adadelta.Rho"] = (s_noShares, value => new Adadelta { Rho = value }),
        ["Adam.Beta1"] = (s_noShares, value => new Adam { Beta1 = value }),
        ["Adam.Beta2"] = (s_noShares, value => new Adam { Beta2 = value }),
        ["AdaMax.Beta1"] = (s_noShares, value => new AdaMax { Beta1 = value }),
        ["AdaMax.Beta2"] = (s_noShares, value => new AdaMax { Beta2 = value }),
        ["Nadam.Beta1"] = (s_noShares, value => new Nadam { Beta1 = value }),
        ["Nadam.Beta2"] = (s_noShares, value => new Nadam { Beta2 = value }),
        ["Muon.Momentum"] = (s_noShares, value => new Muon { Momentum = value }),
        ["Muon.AdamBeta1"] = (s_noShares, value => new Muon { AdamBeta1 = value }),
        ["Muon.AdamBeta2"] = (s_noShares, value => new Muon { AdamBeta2 = value }),
        ["Muon.AdamWeightDecay"] = (s_negative, value => new Muon { AdamWeightDecay = value }),
        ["Muon.AdamLearningRateRatio"] = (s_negative, value => new Muon { AdamLearningRateRatio = value }),
        ["Muon.Epsilon"] = (s_negative, value => new Muon { Epsilon = value }),
        ["Muon.RmsRate"] = (s_negative, value => new Muon { RmsRate = value }),
        ["WeightAverage.Momentum"] = (s_noShares, value => new WeightAverage { Momentum = value }),
        ["Adagrad.Epsilon"] = (s_negative, value => new Adagrad { Epsilon = value }),
        ["Adagrad.InitialAccumulatorValue"] = (s_negative, value => new Adagrad { InitialAccumulatorValue = value }),
        ["Adadelta.Epsilon"] = (s_negative, value => new Adadelta { Epsilon = value }),
        ["RmsProp.Epsilon"] = (s_negative, value => new RmsProp { Epsilon = value }),
        ["Adam.Epsilon"] = (s_negative, value => new Adam { Epsilon = value }),
        ["AdaMax.Epsilon"] = (s_negative, value => new AdaMax { Epsilon = value }),
        ["Nadam.Epsilon"] = (s_negative, value => new Nadam { Epsilon = value }),
        ["Adam.WeightDecay"] = (s_negative, value => new Adam { WeightDecay = value }),
        ["AdamW.WeightDecay"] = (s_negative, value => new AdamW { WeightDecay = value }),
        ["Muon.NewtonSchulzSteps"] = ([-1, -7], value => new Muon { NewtonSchulzSteps = (int)value }),
        ["Adam.ClipValue"] = ([0, .. s_negative], value => new Adam { ClipValue = (float)value }),
        ["Adam.ClipNorm"] = ([0, .. s_negative], value => new Adam { ClipNorm = (float)value }),
        ["Adam.GlobalClipNorm"] = ([0, .. s_negative], value => new Adam { GlobalClipNorm = (float)value }),
        ["WeightAverage.OverwriteFrequency"] = ([0, -1], value => new WeightAverage { OverwriteFrequency = (int)value }),
        ["Parameter.LearningRateFactor"] = (s_negative, value => new ParameterStore().Declare("w", [1], Initializer.Zeros).LearningRateFactor = value),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Setting_Throws_NamingItselfAndTheValue(string name)
    {
        (double[] wrong, Func<double, object> make) = s_cases[name];
        string property = name.Split('.')[1];
        foreach (double value in wrong)
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => make(value));
            Assert.StartsWith(property + " ", error.Message, StringComparison.Ordinal);
            Assert.Equal(value, Convert.ToDouble(error.ActualValue, null), 1e-6);
        }

        make(property is "ClipValue" or "ClipNorm" or "GlobalClipNorm" or "OverwriteFrequency" ? 1 : 0);
    }

    [Fact]
    public void LearningRate_Throws_WhenItIsNegativeOrNoNumber()
    {
        foreach (float rate in new[] { -1e-3f, float.NaN, float.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(rate));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { LearningRate = rate });
        }

        Assert.Throws<ArgumentNullException>(() => new Sgd { LearningRate = null! });
    }

    [Fact]
    public void Defaults_AreThoseOfKeras()
    {
        Assert.Equal((0, false, 0.01), (new Sgd().Momentum, new Sgd().Nesterov, Rate(new Sgd())));
        Assert.Equal((0.1, 1e-7, 0.001), (new Adagrad().InitialAccumulatorValue, new Adagrad().Epsilon, Rate(new Adagrad())));
        Assert.Equal((0.95, 1e-7, 0.001), (new Adadelta().Rho, new Adadelta().Epsilon, Rate(new Adadelta())));
        Assert.Equal((0.9, 0, false, 1e-7, 0.001),
            (new RmsProp().Rho, new RmsProp().Momentum, new RmsProp().Centered, new RmsProp().Epsilon, Rate(new RmsProp())));
        Assert.Equal((0.9, 0.999, 1e-7, false, 0), (new Adam().Beta1, new Adam().Beta2, new Adam().Epsilon, new Adam().AmsGrad, new Adam().WeightDecay));
        Assert.Equal((0.9, 0.999, 1e-7, 0.004), (new AdamW().Beta1, new AdamW().Beta2, new AdamW().Epsilon, new AdamW().WeightDecay));
        Assert.Equal((0.9, 0.999, 1e-7, 0.001), (new AdaMax().Beta1, new AdaMax().Beta2, new AdaMax().Epsilon, Rate(new AdaMax())));
        Assert.Equal((0.9, 0.999, 1e-7, 0.001), (new Nadam().Beta1, new Nadam().Beta2, new Nadam().Epsilon, Rate(new Nadam())));
        Assert.Equal((0.99, null), (new WeightAverage().Momentum, new WeightAverage().OverwriteFrequency));
    }

    static double Rate(Optimizer optimizer) => Math.Round(optimizer.LearningRate.At(0), 9);
}
