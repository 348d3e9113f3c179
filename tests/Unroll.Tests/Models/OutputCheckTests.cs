using Unroll.Data;
using Unroll.Kernels.Activations;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Last layers and losses that do not go together: each of these trainings would run, and learn nothing or the wrong thing.</summary>
public sealed class OutputCheckTests
{
    [Theory]
    [InlineData(1, "softmax", "binary_crossentropy", "always 1")]
    [InlineData(1, "softmax", "mean_squared_error", "always 1")]
    [InlineData(1, "log_softmax", "mean_squared_error", "always 1")]
    [InlineData(1, "sigmoid", "categorical_crossentropy", "one class")]
    [InlineData(1, "linear", "sparse_categorical_crossentropy:from_logits=true", "one class")]
    [InlineData(3, "linear", "categorical_crossentropy", "Activation.Softmax")]
    [InlineData(3, "linear", "sparse_categorical_crossentropy", "FromLogits = true")]
    [InlineData(3, "tanh", "sparse_categorical_crossentropy", "no probabilities")]
    [InlineData(3, "softmax", "sparse_categorical_crossentropy:from_logits=true", "softmax, and the model has one")]
    [InlineData(1, "linear", "binary_crossentropy", "Activation.Sigmoid")]
    [InlineData(1, "relu", "bce", "Activation.Sigmoid")]
    [InlineData(1, "sigmoid", "binary_crossentropy:from_logits=true", "probabilities already")]
    [InlineData(3, "linear", "kl_divergence", "Activation.Softmax")]
    public void Compile_Refuses_WhatCannotBeMeasured_AndSaysWhatWouldBeRight(int outputs, string activation, string loss, string advice)
    {
        Layer[][] endings =
        [
            [new Dense(outputs, ActivationRegistry.Find(activation))],
            [new Dense(outputs), new Activation(ActivationRegistry.Find(activation))],
            [new Dense(outputs), new Dropout(0.1f), new Activation(ActivationRegistry.Find(activation))],
            [new TimeDistributed(new Dense(outputs, ActivationRegistry.Find(activation)))],
        ];
        foreach (Layer[] ending in endings)
        {
            var error = Assert.Throws<ArgumentException>(() =>
                new Sequential([new Lstm(4) { ReturnSequences = true }, .. ending]).Compile(new Adam(), LossRegistry.Create(loss)));
            Assert.Contains(advice, error.Message, StringComparison.Ordinal);
            Assert.Contains($"{outputs} output{(outputs == 1 ? "" : "s")} of {activation}", error.Message, StringComparison.Ordinal);
            Assert.Equal("loss", error.ParamName);
        }

        var unknown = Assert.Throws<ArgumentException>(() =>
            new Sequential(new Dense(outputs, ActivationRegistry.Find(activation))).Compile(LossRegistry.Create(loss)));
        Assert.Contains(advice, unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "sigmoid", "binary_crossentropy")]
    [InlineData(3, "sigmoid", "binary_crossentropy")]
    [InlineData(2, "softmax", "binary_crossentropy")]
    [InlineData(1, "linear", "binary_crossentropy:from_logits=true")]
    [InlineData(3, "softmax", "categorical_crossentropy")]
    [InlineData(3, "sigmoid", "categorical_crossentropy")]
    [InlineData(3, "exponential", "sparse_categorical_crossentropy")]
    [InlineData(3, "linear", "sparse_categorical_crossentropy:from_logits=true")]
    [InlineData(3, "log_softmax", "categorical_crossentropy:from_logits=true")]
    [InlineData(3, "softmax", "kl_divergence")]
    [InlineData(1, "linear", "mean_squared_error")]
    [InlineData(1, "tanh", "huber")]
    [InlineData(1, "exponential", "poisson")]
    public void Compile_Takes_WhatGoesTogether(int outputs, string activation, string loss)
    {
        Sequential model = new Sequential(new Dense(outputs, ActivationRegistry.Find(activation))).Compile(new Adam(), LossRegistry.Create(loss));
        Assert.NotNull(model.Loss);
    }

    /// <summary>The last layer of such a model is not known; the loss sees what it is given.</summary>
    [Fact]
    public void Fit_Refuses_WhatCannotBeMeasured_InAModelOfAnotherForm()
    {
        var data = new ArrayData([1f, 2], [1], [0f, 1], [1]);
        var error = Assert.Throws<ArgumentException>(() => new Free(1, Activation.Softmax).Compile(new Adam(), Loss.BinaryCrossentropy).Fit(data));
        Assert.Contains("always 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2, 1)", error.Message, StringComparison.Ordinal);
        var ids = new ArrayData(new Samples([1f, 2], [1]), new Samples([0, 0], []));
        error = Assert.Throws<ShapeMismatchException>(() => new Free(1, Activation.Sigmoid).Compile(new Adam(), Loss.SparseCategoricalCrossentropy).Fit(ids));
        Assert.Contains("two classes or more", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => new Free(3, Activation.Linear).Compile(new Adam(), Loss.SparseCategoricalCrossentropy).Fit(ids));
        Assert.Contains("FromLogits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NamesTheIdAndTheClasses_WhenATargetIsOutOfRange()
    {
        var ids = new ArrayData(new Samples([1f, 2], [1]), new Samples([0, 3], []));
        Sequential model = new Sequential(new Dense(3, Activation.Softmax)).Compile(new Adam(), Loss.SparseCategoricalCrossentropy);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(ids, new FitOptions { Shuffle = false }));
        Assert.Contains("With 3 classes a target runs from 0 to 2; row 1 of predictions (2, 3)", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.ActualValue);
    }

    [Fact]
    public void Compile_Throws_WithoutALossOrAMetric()
    {
        Assert.Throws<ArgumentNullException>(() => new Sequential(new Dense(3)).Compile(new Adam(), null!));
        Assert.Throws<ArgumentNullException>(() => new Sequential(new Dense(3)).Compile(new Adam(), Loss.MeanSquaredError, null!, null!));
    }

    sealed class Free(int outputs, ActivationFunction activation) : Model
    {
        readonly Dense _output = new(outputs, activation)
        {
            KernelInitializer = new Unroll.Parameters.ConstantInitializer(-1),
        };

        protected override Shape BuildLayers(ModelBuilder builder, Shape input) => builder.Add(_output, input);

        public override Tensor Forward(LayerContext context, Tensor input) => _output.Forward(context, input);
    }
}
