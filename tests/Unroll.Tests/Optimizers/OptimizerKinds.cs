using Unroll.Optimizers;
using Unroll.Schedules;

namespace Unroll.Tests.Optimizers;

/// <summary>Every optimizer with every array that it can have.</summary>
static class OptimizerKinds
{
    public delegate Optimizer Factory(LearningRateSchedule rate, double weightDecay = 0, float? globalClipNorm = null);

    public static Dictionary<string, Factory> All { get; } = new()
    {
        ["sgd"] = (rate, decay, clip) => new Sgd { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["sgd with momentum"] = (rate, decay, clip) => new Sgd { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip, Momentum = 0.9 },
        ["sgd with nesterov"] = (rate, decay, clip) =>
            new Sgd { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip, Momentum = 0.9, Nesterov = true },
        ["adagrad"] = (rate, decay, clip) => new Adagrad { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["adadelta"] = (rate, decay, clip) => new Adadelta { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["rmsprop"] = (rate, decay, clip) => new RmsProp { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["rmsprop with all"] = (rate, decay, clip) =>
            new RmsProp { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip, Momentum = 0.9, Centered = true },
        ["adam"] = (rate, decay, clip) => new Adam { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["amsgrad"] = (rate, decay, clip) => new Adam { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip, AmsGrad = true },
        ["adamw"] = (rate, decay, clip) => new AdamW { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["adamax"] = (rate, decay, clip) => new AdaMax { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["nadam"] = (rate, decay, clip) => new Nadam { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
        ["muon"] = (rate, decay, clip) => new Muon { LearningRate = rate, WeightDecay = decay, AdamWeightDecay = decay, GlobalClipNorm = clip },
        ["adam with average"] = (rate, decay, clip) =>
            new Adam { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip, Average = new() { Momentum = 0.8 } },
        ["one of a user's"] = (rate, decay, clip) => new SignDescent { LearningRate = rate, WeightDecay = decay, GlobalClipNorm = clip },
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
