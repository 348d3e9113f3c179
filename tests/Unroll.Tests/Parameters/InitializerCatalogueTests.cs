using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Randomness;

namespace Unroll.Tests.Parameters;

public sealed class InitializerCatalogueTests
{
    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        Initializer[] initializers =
        [
            .. InitializerCatalogue.Entries.Names.Select(InitializerCatalogue.Entries.Create),
            new ConstantInitializer(3), new IdentityInitializer(2), new OrthogonalInitializer(0.5f), new NormalInitializer(1, 2), new TruncatedNormalInitializer(1, 2),
            new UniformInitializer(1, 3), new VarianceScalingInitializer(3, FanMode.FanOut, isNormal: true), new VarianceScalingInitializer(2, FanMode.FanAverage, isNormal: false),
        ];
        foreach (Initializer initializer in initializers)
        {
            var options = new JsonObject();
            string name = initializer.Describe(options)!;
            JsonElement json = JsonElement.Parse(ConfiguredCatalogue<Initializer>.Write(name, options).ToJsonString());
            Assert.Equal(Draw(initializer), Draw(InitializerCatalogue.Entries.Read(json, "test")));
        }
    }

    [Fact]
    public void Names_AreThoseThatInitializersGiveThemselves()
    {
        foreach (string name in InitializerCatalogue.Entries.Names)
            if (name is not ("constant" or "variance_scaling"))
                Assert.Equal(name, InitializerCatalogue.Entries.Create(name).Describe([]));
    }

    [Fact]
    public void Describe_LeavesOutAUsersOwn() => Assert.Null(new ForgetGateBias(Initializer.Zeros).Describe([]));

    static float[] Draw(Initializer initializer)
    {
        float[] values = new float[6 * 8];
        initializer.Fill(values, [6, 8], new RandomStream(RandomKey.FromSeed(1)));
        return values;
    }
}
