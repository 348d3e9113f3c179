using Unroll.Kernels.Activations;
using Unroll.Layers;

namespace Unroll.Tests.Layers;

public sealed class ActivationRegistryTests
{
    [Fact]
    public void Functions_AreAllOfThem_UnderNamesThatLeadBack()
    {
        Assert.Equal(Enum.GetValues<ActivationFunction>().Order(), ActivationRegistry.Names.Select(ActivationRegistry.Find).Order());
        Assert.All(ActivationRegistry.Names, name => Assert.Equal(name, ActivationRegistry.NameOf(ActivationRegistry.Find(name))));
    }

    [Fact]
    public void Names_AreKeras() => Assert.Equal(
        [
            "linear", "relu", "leaky_relu", "elu", "selu", "gelu", "gelu_approximate", "silu", "softplus", "softsign", "tanh", "sigmoid", "hard_sigmoid",
            "exponential", "softmax", "log_softmax",
        ],
        ActivationRegistry.Names);

    [Fact]
    public void ConstantsOfTheLayer_AreAllFunctions() => Assert.Equal(
        Enum.GetNames<ActivationFunction>().Order(),
        typeof(Activation).GetFields().Where(field => field.IsLiteral).Select(field => field.Name).Order());
}
