using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Randomness;

namespace Unroll.Tests.Parameters;

public sealed class InitializerRegistryTests
{
    [Fact]
    public void Read_GivesBackWhatWasWritten()
    {
        Initializer[] initializers =
        [
            .. InitializerRegistry.Names.Select(InitializerRegistry.Create),
            new ConstantInitializer(3), new IdentityInitializer(2), new OrthogonalInitializer(0.5f), new NormalInitializer(1, 2),
                new TruncatedNormalInitializer(1, 2),
            new UniformInitializer(1, 3), new VarianceScalingInitializer(3, FanMode.FanOut, isNormal: true),
                new VarianceScalingInitializer(2, FanMode.FanAverage, isNormal: false),
        ];
        foreach (Initializer initializer in initializers)
        {
            var options = new JsonObject();
            string name = initializer.Describe(options)!;
            var written = new JsonObject { ["part"] = Spec.Write(name, options) };
            Assert.Equal(Draw(initializer),
                Draw(new ConfigurationReader(JsonElement.Parse(written.ToJsonString()), "test").Created("part", InitializerRegistry.Entries,
                Initializer.Ones)));
        }
    }

    [Fact]
    public void Names_AreThoseThatInitializersGiveThemselves()
    {
        foreach (string name in InitializerRegistry.Names)
            if (name is not ("constant" or "variance_scaling"))
                Assert.Equal(name, InitializerRegistry.Create(name).Describe([]));
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
