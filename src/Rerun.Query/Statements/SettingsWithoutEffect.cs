namespace Rerun.Query.Statements;

/// <summary>Settings of other databases that change no row here: of memory, threads, checks, plans and messages. SET and PRAGMA take them, so that scripts run.</summary>
internal static class SettingsWithoutEffect
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "threads", "worker_threads", "external_threads", "memory_limit", "max_memory", "temp_directory", "max_temp_directory_size", "preserve_insertion_order", "explain_output",
        "enable_verification", "disable_verification", "enable_progress_bar", "disable_progress_bar", "progress_bar_time", "enable_object_cache", "enable_profiling", "disable_profiling",
        "profiling_mode", "profiling_output", "enable_profile", "enable_optimizer", "disable_optimizer", "disabled_optimizers", "perfect_ht_threshold", "ordered_aggregate_threshold",
        "nested_loop_join_threshold", "merge_join_threshold", "prefer_range_joins", "wal_autocheckpoint", "checkpoint_threshold", "enable_checkpoint_on_shutdown",
        "disable_checkpoint_on_shutdown", "force_checkpoint", "force_compression", "force_bitpacking_mode", "late_materialization_max_rows", "partitioned_write_flush_threshold",
        "old_implicit_casting", "max_expression_depth", "log_query_path", "immediate_transaction_mode", "index_scan_percentage", "index_scan_max_count", "pivot_limit",
        "foreign_keys", "synchronous", "journal_mode", "cache_size", "temp_store", "page_size", "locking_mode", "automatic_index", "optimize", "cache_spill",
        "extra_float_digits", "client_min_messages", "work_mem", "maintenance_work_mem", "effective_cache_size", "min_parallel_table_scan_size", "min_parallel_index_scan_size",
        "parallel_setup_cost", "parallel_tuple_cost", "parallel_leader_participation", "max_parallel_workers", "max_parallel_workers_per_gather", "force_parallel_mode", "debug_parallel_query",
        "constraint_exclusion", "from_collapse_limit", "join_collapse_limit", "geqo", "geqo_threshold", "hash_mem_multiplier", "random_page_cost", "seq_page_cost", "cpu_tuple_cost",
        "cpu_operator_cost", "plan_cache_mode", "jit", "jit_above_cost", "synchronous_commit", "default_statistics_target", "vectorize", "distsql",
    };

    private static readonly string[] Beginnings =
    [
        "debug_", "verify_", "enable_seq", "enable_index", "enable_bitmap", "enable_hash", "enable_merge", "enable_nest", "enable_sort", "enable_incremental_sort", "enable_memoize",
        "enable_material", "enable_parallel", "enable_partition", "enable_gather", "enable_presorted", "enable_tid", "auto_explain.", "datafusion.execution.", "datafusion.optimizer.", "datafusion.explain.",
    ];

    /// <summary>Whether a setting, in lower case, is one of them.</summary>
    public static bool Has(string name) =>
        Names.Contains(name) || (!name.EndsWith("time_zone", StringComparison.Ordinal) && Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)));
}
