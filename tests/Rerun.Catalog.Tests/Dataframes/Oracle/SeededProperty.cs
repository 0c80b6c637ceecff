using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>Checks a property on many random cases; a failure shows the smallest case found and how to repeat it.</summary>
internal static class SeededProperty
{
    public static void Check<T>(Arbitrary<T> cases, int count, Action<T> property)
    {
        var seeds = Seeds.Next();
        var replay = new Replay(
            seeds.Length > 1 ? new Rnd(seeds[0], seeds[1]) : new Rnd(seeds[0]),
            seeds.Length > 2 ? FSharpOption<int>.Some((int)seeds[2]) : FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure
            .WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(replay))
            .WithMaxTest(seeds.Length > 2 ? 1 : count * Seeds.Times);
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(cases, property));
        }
        catch (Exception e)
        {
            Assert.Fail($"RERUN_SEED={string.Join(',', seeds)} repeats this run; the last numbers in parentheses below, without blanks, repeat the case alone.{Environment.NewLine}{e.Message}");
        }
    }
}
