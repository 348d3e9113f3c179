using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>What users get wrong: each mistake is an exception that says what to do.</summary>
public sealed class BadInputTests
{
    static readonly float[,,] s_sequences = new float[6, 5, 3];
    static readonly int[] s_labels = [0, 1, 2, 0, 1, 2];

    static Sequential Classifier() => new Sequential(new Lstm(4), new Dense(3, Activation.Softmax)).Compile(new Adam(), Loss.SparseCategoricalCrossentropy);

    static Sequential Regression() => new Sequential(new Lstm(4), new Dense(2)).Compile(new Adam(), Loss.MeanSquaredError);

    [Fact]
    public void Samples_OfAnotherRank_NameTheLayerAndBothShapes() =>
        Refused<ShapeMismatchException>(() => Classifier().Fit(new float[6, 5], s_labels), "lstm", "[time, features]", "(5,)");

    [Fact]
    public void Samples_OfOtherFeatures_NameTheLayerAndBothShapes()
    {
        Model model = Classifier();
        model.Fit(s_sequences, s_labels);
        Refused<ShapeMismatchException>(() => model.Fit(new float[6, 5, 4], s_labels), "lstm", "(5, 3)", "(5, 4)");
        Refused<ShapeMismatchException>(() => model.Evaluate(new float[6, 5, 4], s_labels), "lstm", "(5, 3)", "(5, 4)");
        Refused<ShapeMismatchException>(() => model.Predict(new float[6, 5, 4]), "lstm", "(5, 3)", "(5, 4)");
        Refused<ShapeMismatchException>(() =>
            model.Fit(s_sequences, s_labels, new FitOptions { Validation = new ArrayData(new float[6, 5, 4], s_labels) }), "lstm", "(5, 3)", "(5, 4)");
    }

    [Fact]
    public void Layers_ThatDoNotFitTogether_NameTheSecond() => Refused<ShapeMismatchException>(
        () => new Sequential(new Lstm(4), new Gru(3)).Compile(new Sgd(), Loss.MeanSquaredError).Fit(s_sequences, new float[6, 3]), "gru", "[time, features]",
            "(4,)");

    [Fact]
    public void Targets_OfAnotherShape_NameTheLossAndBothShapes()
    {
        Refused<ShapeMismatchException>(() => Regression().Fit(s_sequences, new float[6, 5]), "mean_squared_error", "(6, 2)", "(6, 5)");
        Refused<ShapeMismatchException>(() => Regression().Fit(s_sequences, s_labels), "mean_squared_error", "values", "(6, 2)", "(6,)");
        Refused<ShapeMismatchException>(() =>
            Classifier().Fit(s_sequences, new float[6, 3]), "sparse_categorical_crossentropy", "CategoricalCrossentropy", "(6, 3)");
        Refused<ShapeMismatchException>(() => Classifier().Fit(s_sequences, new int[6, 5]), "6 predictions", "(6, 3)", "(5, 6)");
    }

    [Fact]
    public void Targets_OfAnotherNumber_GiveBothNumbers() =>
        Refused<ArgumentException>(() => Regression().Fit(s_sequences, new float[5, 2]), "6 samples", "5 targets");

    [Fact]
    public void Targets_ThatAreNoNumbers_NameTheLossAndTheRow()
    {
        float[,] targets = new float[6, 2];
        targets[4, 1] = float.NaN;
        Refused<ArgumentException>(() =>
            Regression().Fit(s_sequences, targets, new FitOptions { Shuffle = false }), "mean_squared_error", "row 4", "output 1", "NaN", "remove");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Labels_OutOfRange_GiveTheRange(int bad)
    {
        int[] labels = [0, 1, 2, bad, 1, 2];
        Refused<ArgumentOutOfRangeException>(() => Classifier().Fit(s_sequences, labels), $"{bad}", "3 classes", "0 to 2");
        Refused<ArgumentOutOfRangeException>(() => Classifier().Evaluate(s_sequences, labels), $"{bad}", "0 to 2");
    }

    [Fact]
    public void Ids_OutOfRange_GiveTheRange()
    {
        Model model = new Sequential(new Embedding(5, 2), new Gru(3), new Dense(1)).Compile(new Adam(), Loss.MeanSquaredError);
        Refused<ArgumentOutOfRangeException>(() => model.Fit(new int[,] { { 0, 5 } }, new float[] { 1 }), "5", "0 to 4");
        Refused<ArgumentOutOfRangeException>(() => model.Predict([0, -1]), "-1", "0 to 4");
    }

    [Fact]
    public void Values_WhereIdsAreRead_AreRefused()
    {
        Model model = new Sequential(new Embedding(5, 2), new Gru(3), new Dense(1)).Compile(new Adam(), Loss.MeanSquaredError);
        Refused<ArgumentException>(() => model.Fit(new float[,] { { 0, 1 } }, new float[] { 1 }), "embedding", "ids", "whole numbers");
    }

    [Fact]
    public void Ids_WhereValuesAreRead_AreRefused()
    {
        Model dense = new Sequential(new Dense(1)).Compile(new Adam(), Loss.MeanSquaredError);
        Refused<ArgumentException>(() => dense.Fit(new int[,] { { 0, 1 } }, new float[] { 1 }), "dense", "values", "Embedding");
        Model model = new Sequential(new Gru(1)).Compile(new Adam(), Loss.MeanSquaredError);
        model.Build([2, 1]);
        Refused<ArgumentException>(() => model.Predict([1, 2]), "ids");
    }

    [Fact]
    public void DataSet_ThatIsEmpty_IsRefused()
    {
        Refused<ArgumentException>(() => Classifier().Fit(new Samples(Array.Empty<float>(), [5, 3]), Array.Empty<int>()), "empty");
        Refused<ArgumentException>(() => Classifier().Fit(new EmptyData()), "no batch");
        Refused<ArgumentException>(() => Classifier().Fit(s_sequences, s_labels, new FitOptions { Validation = new EmptyData() }), "Validation", "no batch");
        Refused<InvalidOperationException>(() => Classifier().Evaluate(new EmptyData()), "empty");
    }

    [Fact]
    public void Fit_AndEvaluate_BeforeCompile_SayWhatToCall()
    {
        var model = new Sequential(new Lstm(4), new Dense(3, Activation.Softmax));
        Refused<InvalidOperationException>(() => model.Fit(s_sequences, s_labels), "Compile(optimizer, loss, metrics)");
        Refused<InvalidOperationException>(() => model.Evaluate(s_sequences, s_labels), "Compile(optimizer, loss, metrics)");
        Refused<InvalidOperationException>(() => model.Predict(new float[15]), "Build", "Fit");
        Refused<InvalidOperationException>(() => model.Summary(), "inputShape");
        Refused<InvalidOperationException>(() => model.SaveWeights("nowhere.safetensors"), "Build", "Fit");
        Refused<InvalidOperationException>(() => model.Save("nowhere.safetensors"), "Build", "Fit");
    }

    [Fact]
    public void Weights_OfTheWrongNumber_AreListed()
    {
        Model model = Regression().Build([5, 3]);
        Refused<ArgumentException>(() => model.SetWeights(model.GetWeights()[1..]), "5 parameters", "lstm.kernel (3, 16)", "4 arrays");
        Refused<ArgumentException>(() => model.SetWeights([.. model.GetWeights()[..4], [1, 2, 3]]), "'dense.bias' has shape (2,), 2 weights; 3 were given");
    }

    static void Refused<TError>(Action action, params string[] named)
        where TError : Exception
    {
        string message = Assert.Throws<TError>(action).Message;
        Assert.All(named, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    sealed class EmptyData : DataSet
    {
        public override Shape SampleShape => [5, 3];

        public override int BatchCount(int batchSize) => 0;

        public override Batch Cut(Arena arena, int batchSize, int index, Unroll.Randomness.RandomKey? order) => default;
    }
}
