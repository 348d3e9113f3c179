using Unroll.Kernels.Activations;
using Unroll.Layers;

namespace Unroll.Tests.Layers;

public sealed class ActivationCatalogueTests
{
    [Fact]
    public void Functions_AreAllOfThem_UnderNamesThatLeadBack()
    {
        Assert.Equal(Enum.GetValues<ActivationFunction>().Order(), ActivationCatalogue.Functions.Names.Select(ActivationCatalogue.Functions.Create).Order());
        Assert.All(ActivationCatalogue.Functions.Names, name => Assert.Equal(name, ActivationCatalogue.NameOf(ActivationCatalogue.Functions.Create(name))));
    }
}
