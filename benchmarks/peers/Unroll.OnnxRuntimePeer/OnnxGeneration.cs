using Microsoft.ML.OnnxRuntime;

namespace Unroll.Peers;

/// <summary>The workloads that generate. All buffers are kept from step to step, and the states of one step are bound as the input of the next.</summary>
static class OnnxGeneration
{
    /// <summary>The step of a workload.</summary>
    /// <exception cref="ArgumentException">It trains.</exception>
    public static Action Make(string name, int threads) => name switch
    {
        "generate-window" => Sliding(new OnnxCharacterModel(Units: 256, Layers: 2, Symbols: 39) { Window = 100 }, threads),
        "generate-1024" => Carrying(new OnnxCharacterModel(Units: 1024, Layers: 1, Symbols: 67) { Embedding = 256 }, threads),
        "generate-256x2" => Carrying(new OnnxCharacterModel(Units: 256, Layers: 2, Symbols: 65) { Embedding = 64 }, threads),
        "generate-64" => Carrying(new OnnxCharacterModel(Units: 256, Layers: 2, Symbols: 65) { Embedding = 64, Streams = 64 }, threads),
        _ => throw new ArgumentException($"{name} is not done by ONNX Runtime", nameof(name)),
    };

    static Action Carrying(OnnxCharacterModel model, int threads)
    {
        InferenceSession session = Open(model, threads);
        long[] symbols = new long[model.Streams], chosen = new long[model.Streams];
        string[] states = [.. model.StateNames];
        long[] shape = [1, model.Streams, model.Units];
        OrtValue[] before = [.. states.Select(_ => Values(new float[model.Streams * model.Units], shape))];
        OrtValue[] after = [.. states.Select(_ => Values(new float[model.Streams * model.Units], shape))];
        OrtValue input = Ids(symbols, model), output = Ids(chosen, model);
        var options = new RunOptions();
        string[] inputs = [OnnxCharacterModel.Input, .. states], outputs = [OnnxCharacterModel.Chosen, .. states.Select(OnnxCharacterModel.Next)];
        OrtValue[][] given = [[input, .. before], [input, .. after]], taken = [[output, .. after], [output, .. before]];
        int turn = 0;
        return () =>
        {
            session.Run(options, inputs, given[turn], outputs, taken[turn]);
            chosen.CopyTo(symbols, 0);
            turn = 1 - turn;
        };
    }

    static Action Sliding(OnnxCharacterModel model, int threads)
    {
        InferenceSession session = Open(model, threads);
        float[] window = [.. Enumerable.Range(0, model.Window).Select(place => (float)(place % model.Symbols) / model.Symbols)];
        long[] chosen = new long[1];
        OrtValue[] given = [Values(window, [model.Window, 1, 1])], taken = [Ids(chosen, model)];
        var options = new RunOptions();
        return () =>
        {
            session.Run(options, [OnnxCharacterModel.Input], given, [OnnxCharacterModel.Chosen], taken);
            window.AsSpan(1).CopyTo(window);
            window[^1] = (float)chosen[0] / model.Symbols;
        };
    }

    static InferenceSession Open(OnnxCharacterModel model, int threads) => new(model.ToBytes(), new SessionOptions
    {
        IntraOpNumThreads = threads,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
    });

    static OrtValue Values(float[] values, long[] shape) => OrtValue.CreateTensorValueFromMemory(values, shape);

    static OrtValue Ids(long[] ids, OnnxCharacterModel model) => OrtValue.CreateTensorValueFromMemory(ids, [1, model.Streams]);
}
