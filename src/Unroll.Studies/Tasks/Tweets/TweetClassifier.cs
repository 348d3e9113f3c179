using Unroll.Layers;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Runs;
using Unroll.Tensors;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>Recurrent layers, on an embedding or on a BERT, that give the probability of each class.</summary>
public sealed class TweetClassifier : TweetsModel
{
    internal TweetClassifier(TweetsConfiguration configuration, TweetInput input, ModelSetup setup)
        : base(configuration, input, Build(configuration, input, setup), setup.Workers)
    {
    }

    static int Classes => TweetsData.Classes.Count;

    private protected override TweetReadings Read(IReadOnlyList<int[]> tokens, CancellationToken cancellationToken)
    {
        const int Rows = 256;
        int[] samples = TweetsData.Pad(tokens, Input.Tokenizer, MaxTokens);
        float[] all = new float[tokens.Count * Classes];
        using var session = new InferenceSession(Network, Workers);
        for (int first = 0; first < tokens.Count; first += Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(Rows, tokens.Count - first);
            session.Predict(samples.AsSpan(first * MaxTokens, rows * MaxTokens)).CopyTo(all, first * Classes);
        }

        FiniteNumbers.OfPredictions(all);
        return new TweetReadings([.. Enumerable.Range(0, tokens.Count).Select(tweet => ArgMax.Find(all.AsSpan(tweet * Classes, Classes)))], all);
    }

    static Model Build(TweetsConfiguration configuration, TweetInput input, ModelSetup setup)
    {
        Layer[] layers = [.. RecurrentStack.Layers(configuration, everyStep: false, hasSkips: false), new Dense(Classes, Activation.Softmax)];
        Model model = input.Encoder is { } encoder
            ? new BertStack(encoder, layers)
            {
                Seed = configuration.Seed, FreezesEncoder = configuration.FreezeEncoder, EncoderRateFactor = configuration.EncoderRate,
            }
            : new Sequential([new Embedding(input.Tokenizer.Pieces.Size, configuration.EmbeddingUnits) { MaskZero = true }, .. layers])
            {
                Seed = configuration.Seed,
            };
        setup.Compile(model, TaskLoss.OfClasses(configuration.Loss), Metric.Accuracy, new F1Score { Name = TweetMetrics.EpochF1 })
            .Build(new Shape(configuration.MaxTokens));
        if (model is BertStack stack && input.Folder is { } folder)
            stack.SetEncoder(EncoderFolder.Load(folder));
        return model;
    }
}
