namespace Unroll.Tests.Conditions;

/// <summary>A theory that is skipped, saying why, on a machine that lacks what it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class MachineTheoryAttribute : TheoryAttribute
{
    public MachineTheoryAttribute(Needs needs) => Skip = Machine.Lacks(needs);
}
