namespace Unroll.Tests.Conditions;

/// <summary>A test that is skipped, saying why, on a machine that lacks what it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class MachineFactAttribute : FactAttribute
{
    public MachineFactAttribute(Needs needs) => Skip = Machine.Lacks(needs);
}
