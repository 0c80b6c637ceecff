using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tests.Clients;

public class RegistrationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly StubCatalog _catalog = new();
    private readonly DatasetEntry _dataset;

    public RegistrationTests()
    {
        _dataset = new CatalogClient(_catalog).GetDataset("drives");
        _catalog.OnRegister = sources => [.. sources.Select((source, i) => new RegisteredRecording($"p{i}", source.Layer, source.Url, $"task{i / 2}"))];
        _catalog.TaskStates = [States(("task0", "success", null)), States(("task1", "success", null))];
    }

    [Fact]
    public void Register_waits_for_its_task_a_minute_and_gives_the_last_partition()
    {
        _catalog.OnRegister = _ => [new("a", "base", "u", "task0"), new("b", "base", "u", "task0")];
        Assert.Equal("b", _dataset.Register("u"));
        Assert.Equal([new RecordingSource("u", "base")], _catalog.Sources);
        Assert.Equal([TimeSpan.FromMinutes(1)], _catalog.Waits);
        _dataset.Register("u", "x", Second);
        Assert.Equal(Second, _catalog.Waits[1]);
    }

    [Fact]
    public void Register_without_a_recording_is_an_error()
    {
        _catalog.OnRegister = _ => [];
        Assert.Contains("holds no recording", Assert.Throws<RerunException>(() => _dataset.Register("u")).Message);
        var none = _dataset.RegisterBatch(["u"]);
        Assert.Empty(none);
        Assert.Equal(RerunErrorCode.InvalidArgument, Assert.Throws<RerunException>(() => none.WaitAll(Second)).ErrorKind);
    }

    [Theory]
    [InlineData(null, "base base base")]
    [InlineData("", "base base base")]
    [InlineData("x", "x x x")]
    [InlineData("x y", "x y y")]
    [InlineData("x y z w", "x y z")]
    public void The_last_layer_counts_for_the_recordings_that_have_none(string? layers, string expected)
    {
        _dataset.RegisterBatch(["a", "b", "c"], layers?.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, string.Join(' ', _catalog.Sources.Select(source => source.Layer)));
    }

    [Fact]
    public void A_prefix_is_one_source()
    {
        _dataset.RegisterPrefix("/folder");
        _dataset.RegisterPrefix("/folder", "x");
        Assert.Equal([new RecordingSource("/folder", "base", true), new RecordingSource("/folder", "x", true)], _catalog.Sources);
    }

    [Fact]
    public void Tasks_are_listed_once_and_results_all()
    {
        var tasks = _dataset.RegisterBatch(["a", "b", "c"]);
        Assert.Equal(["task0", "task1"], tasks.Select(task => task.Id));
        Assert.Equal(2, tasks.Count);
        Assert.Equal(["p0", "p1", "p2"], tasks.Results.Select(result => result.PartitionId));
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks[-1]);
        Assert.Equal(["p0 p1", "p2"], tasks.Watch(Second).Select(result => string.Join(' ', result.Recordings.Select(recording => recording.PartitionId))));
        tasks.WaitAll(Second);
        tasks[0].Wait(Second);
    }

    [Fact]
    public void Failures_are_told_together_when_all_tasks_have_ended()
    {
        _catalog.TaskStates = [States(("task0", "failed", "no such file"), ("task1", "success", null)), States(("task2", "failed", null))];
        var error = Assert.Throws<RerunException>(() => _dataset.RegisterBatch(["a", "b", "c"]).WaitAll(Second));
        Assert.Contains("task task0: no such file", error.Message);
        Assert.Contains("task task2: failed", error.Message);
        Assert.DoesNotContain("task1", error.Message);
    }

    [Fact]
    public void Time_that_is_up_is_a_timeout_and_a_negative_time_misuse()
    {
        _catalog.TaskError = new RerunException("deadline", RerunErrorCode.Timeout);
        var tasks = _dataset.RegisterBatch(["a"]);
        Assert.IsType<RerunException>(Assert.Throws<TimeoutException>(() => tasks.WaitAll(Second)).InnerException);
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks.WaitAll(-Second));
        _catalog.TaskError = new RerunException("gone", RerunErrorCode.ConnectionLost);
        Assert.Throws<RerunException>(() => tasks[0].Wait(Second));
    }

    private static RecordBatch States(params (string Id, string Status, string? Message)[] rows)
    {
        var (ids, states, messages) = (new StringArray.Builder(), new StringArray.Builder(), new StringArray.Builder());
        foreach (var (id, status, message) in rows)
        {
            ids.Append(id);
            states.Append(status);
            messages.Append(message);
        }

        var schema = new Schema([new("task_id", StringType.Default, false), new("exec_status", StringType.Default, false), new("msgs", StringType.Default, true)]);
        return new RecordBatch(schema, [ids.Build(), states.Build(), messages.Build()], rows.Length);
    }
}
