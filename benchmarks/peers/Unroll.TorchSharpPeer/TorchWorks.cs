using TorchSharp;
using static TorchSharp.torch;

namespace Unroll.Peers;

/// <summary>The workloads of pytorch_works.py, by the same modules of the same shapes.</summary>
static class TorchWorks
{
    const double LearningRate = 0.001;

    /// <summary>The step of a workload.</summary>
    public static Action Make(string name, int threads)
    {
        set_num_threads(threads);
        set_num_interop_threads(1);
        random.manual_seed(1);
        string cell = name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return name[0] switch
        {
            'A' when cell == "attention" => Attention(),
            'A' => Classes(new Recurrent("lstm", 1, 256, 2, 39, dropout: 0.2), rand(100, 128, 1), Ids(39, 128)),
            'B' => Values(new Recurrent(cell, 12, 64, 2, 2), rand(30, 32, 12), rand(32, 2)),
            'C' => Classes(new Recurrent(cell, 1, 128, 1, 26), rand(4, 128, 1), Ids(26, 128)),
            'D' => Classes(new Recurrent(cell, 256, 1024, 1, 67, everyStep: true, symbols: 67), Ids(67, 100, 64), Ids(67, 100, 64)),
            'E' => Digits(new Recurrent("rnn", 28, 256, 1, 10), rand(28, 128, 28), Ids(10, 128)),
            'F' => Texts(),
            'G' => Values(new Recurrent(cell, 8, 64, 1, 24), rand(168, 256, 8), rand(256, 24)),
            'H' => Classes(new Recurrent(cell, 256, 512, 1, 67, everyStep: true, symbols: 67), Ids(67, 100, 64), Ids(67, 100, 64)),
            'I' => Pretrained(),
            _ => TorchGeneration.Make(name),
        };
    }

    static Action Classes(Recurrent model, Tensor x, Tensor target) => Training(model, () => Loss(model.Predict(x), target), Adam(model));

    static Action Values(Recurrent model, Tensor x, Tensor target) =>
        Training(model, () => nn.functional.mse_loss(model.Predict(x), target), Adam(model));

    static Action Digits(Recurrent model, Tensor x, Tensor target) =>
        Training(model, () => Loss(model.Predict(x), target), optim.SGD(model.parameters(), LearningRate));

    static Action Texts()
    {
        // From the longest to the shortest, as packing wants them.
        Tensor lengths = tensor([.. Enumerable.Range(0, 32).Reverse().Select(row => 20L + (((row * 180) + 15) / 31))]);
        var model = new Words(10_000, 128, 128, 2, lengths);
        Tensor x = randint(1, 10_000, [200, 32], int64), target = Ids(2, 32);
        return Training(model, () => Loss(model.Predict(x), target), Adam(model));
    }

    static Action Attention()
    {
        var model = new AttentiveLstm(1, 256, 2, 4, 39, dropout: 0.2);
        Tensor x = rand(128, 100, 1), target = Ids(39, 128);
        return Training(model, () => Loss(model.Predict(x), target), Adam(model));
    }

    static Action Pretrained()
    {
        var model = new Bert(8000, 256, 4, 4, 40, dropout: 0.1);
        Tensor ids = randint(1, 8000, [32, 40], int64), target = rand(32, 256);
        return Training(model, () => nn.functional.mse_loss(model.Pool(ids), target), Adam(model));
    }

    static Action Training(nn.Module model, Func<Tensor> loss, optim.Optimizer optimizer)
    {
        model.train();
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            loss().backward();
            optimizer.step();
        };
    }

    static TorchSharp.Modules.Adam Adam(nn.Module model) => optim.Adam(model.parameters(), LearningRate);

    static Tensor Loss(Tensor prediction, Tensor target) =>
        nn.functional.cross_entropy(prediction.reshape(-1, prediction.shape[^1]), target.reshape(-1));

    static Tensor Ids(long count, params long[] shape) => randint(0, count, shape, int64);
}
