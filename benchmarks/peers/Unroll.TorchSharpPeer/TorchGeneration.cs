using TorchSharp;
using static TorchSharp.torch;

namespace Unroll.Peers;

/// <summary>The workloads that generate: each step chooses a character for every stream, and reads it.</summary>
static class TorchGeneration
{
    const int Window = 100, Symbols = 39;

    /// <summary>The step of a workload.</summary>
    public static Action Make(string name) => name switch
    {
        "generate-window" => Sliding(new Recurrent("lstm", 1, 256, 2, Symbols)),
        "generate-1024" => Carrying(new Recurrent("lstm", 256, 1024, 1, 67, everyStep: true, symbols: 67), streams: 1),
        "generate-64" => Carrying(new Recurrent("lstm", 64, 256, 2, 65, everyStep: true, symbols: 65), streams: 64),
        _ => Carrying(new Recurrent("lstm", 64, 256, 2, 65, everyStep: true, symbols: 65), streams: 1),
    };

    static Action Carrying(Recurrent model, long streams)
    {
        model.eval();
        Tensor symbols = zeros(1, streams, dtype: int64);
        (Tensor Hidden, Tensor Cell)? state = null;
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable mode = inference_mode();
            (Tensor prediction, (Tensor Hidden, Tensor Cell) next) = model.Continue(symbols, state);
            Tensor chosen = prediction.argmax(-1);
            _ = chosen.data<long>().ToArray();
            symbols.Dispose();
            state?.Hidden.Dispose();
            state?.Cell.Dispose();
            symbols = chosen.MoveToOuterDisposeScope();
            state = (next.Hidden.MoveToOuterDisposeScope(), next.Cell.MoveToOuterDisposeScope());
        };
    }

    static Action Sliding(Recurrent model)
    {
        model.eval();
        Tensor window = rand(Window, 1, 1);
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable mode = inference_mode();
            float chosen = model.Predict(window).argmax().item<long>();
            Tensor next = cat([window[1..], full(1, 1, 1, chosen / Symbols)]);
            window.Dispose();
            window = next.MoveToOuterDisposeScope();
        };
    }
}
