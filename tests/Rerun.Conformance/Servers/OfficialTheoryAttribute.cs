namespace Rerun.Conformance.Servers;

/// <summary>A theory about official servers alone, skipped visibly where they are absent.</summary>
public sealed class OfficialTheoryAttribute : TheoryAttribute
{
    public OfficialTheoryAttribute() => Skip = OfficialServer.IsThere ? null : "The official servers are absent.";
}
