using Unroll.Kernels.Numerics;
using Unroll.Metrics;
using Unroll.Studies.Runs;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>
/// A T5 that reads a tweet and writes its class in words (Raffel et al., 2020). It writes the most probable token after each other; an answer that is the name
/// of no class is counted as such.
/// </summary>
public sealed class TweetWriter : TweetsModel
{
    internal TweetWriter(TweetsConfiguration configuration, TweetInput input, ModelSetup setup)
        : base(configuration, input, Build(configuration, input, setup), setup.Workers)
    {
    }

    private protected override TweetReadings Read(IReadOnlyList<int[]> tokens, CancellationToken cancellationToken)
    {
        const int Rows = 128;
        TweetAnswers answers = Input.Answers!;
        int columns = answers.Tokens.Count + 1;
        var written = new List<(string Text, int Class)>();
        float[] probabilities = new float[tokens.Count * columns];
        using var generator = new T5Generator((T5)Network, Workers);
        foreach (int[][] texts in tokens.Select(tweet => Input.Tokenizer.Cut(tweet, MaxTokens)).Chunk(Rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[,] scores = generator.Score(texts, answers.Tokens);
            for (int text = 0; text < texts.Length; text++)
            {
                Span<float> row = probabilities.AsSpan((written.Count + text) * columns, columns);
                double other = 1;
                for (int number = 0; number < columns - 1; number++)
                {
                    double probability = PortableMath.Exp(scores[text, number]);
                    (row[number], other) = ((float)probability, other - probability);
                }

                row[^1] = (float)Math.Max(0, other);
            }

            FiniteNumbers.OfPredictions(probabilities);
            written.AddRange(generator.GenerateEach(texts, answers.MaximalLength).Select(answer => answers.Read(answer.Ids)));
        }

        return new TweetReadings([.. written.Select(answer => answer.Class)], probabilities, [.. written.Select(answer => answer.Text)]);
    }

    static T5 Build(TweetsConfiguration configuration, TweetInput input, ModelSetup setup)
    {
        var model = new T5(input.Writer!) { Seed = configuration.Seed };
        setup.Compile(model, TaskLoss.OfClasses(configuration.Loss, logits: true), new Accuracy { Name = TweetMetrics.TokenAccuracy })
            .Build([configuration.MaxTokens], [input.Answers!.Length]);
        if (input.Folder is { } folder)
            model.SetWeights(EncoderFolder.LoadWriter(folder).GetWeights());
        return model;
    }
}
