using System.Globalization;
using System.Reflection;
using Rerun.Conformance.Servers;
using Xunit.Sdk;

namespace Rerun.Conformance.Catalog.Settings;

/// <summary>
/// Says which numbered case a test is, and which releases it applies to: <c>all</c>, <c>27</c>, <c>28+</c>, <c>28-33</c>, or <c>own</c> for this library alone. The test runs once
/// per setting that it applies to. This library's catalogs have the profile of 0.27 unless <see cref="Own"/> says otherwise.
/// </summary>
/// <param name="id">The case.</param>
/// <param name="releases">The releases.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CaseAttribute(string id, string releases) : DataAttribute
{
    private const int Newest = 41;
    private readonly (int First, int Last) _releases = Parse(releases);

    /// <summary>The case.</summary>
    public string Id => id;

    /// <summary>Whether the case holds for this library's own catalogs although its releases do not include 0.27, or does not although they do.</summary>
    public Applicability Own { get; init; }

    /// <summary>Whether the case is about messages, so that a catalog in process has no part in it.</summary>
    public bool OnlyByWire { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Settings().Select(setting => new object[] { setting });

    /// <summary>The settings that the case runs in, here and now.</summary>
    public IEnumerable<CatalogSetting> Settings()
    {
        if (Own == Applicability.Yes || (Own == Applicability.ByRelease && (Includes(27) || releases == "own")))
        {
            if (!OnlyByWire)
            {
                yield return CatalogSetting.Embedded;
            }

            yield return CatalogSetting.OwnServer;
        }

        if (!OfficialServer.IsThere)
        {
            yield break;
        }

        foreach (var (setting, release) in new[] { (CatalogSetting.Server027, 27), (CatalogSetting.Server033, 33), (CatalogSetting.Server041, 41) })
        {
            if (Includes(release))
            {
                yield return setting;
            }
        }
    }

    private static (int First, int Last) Parse(string releases)
    {
        if (releases is "all" or "own")
        {
            return releases == "all" ? (0, int.MaxValue) : (int.MaxValue, 0);
        }

        var parts = releases.TrimEnd('+').Split('-');
        var first = int.Parse(parts[0], CultureInfo.InvariantCulture);
        return (first, releases.EndsWith('+') ? int.MaxValue : int.Parse(parts[^1], CultureInfo.InvariantCulture));
    }

    private bool Includes(int release) => release >= _releases.First && release <= _releases.Last && release <= Newest;
}
