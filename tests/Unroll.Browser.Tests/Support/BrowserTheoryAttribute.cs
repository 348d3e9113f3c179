namespace Unroll.Browser.Tests.Support;

/// <summary>A theory in Chromium; skipped where there is none, which .ci/run does not allow: it installs one.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Executable is null ? "needs chromium: apt-get install chromium" : null;
}
