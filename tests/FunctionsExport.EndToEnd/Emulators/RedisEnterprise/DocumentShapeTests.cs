using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>
/// The names and types of the API's objects, as a cluster of version 8.0 with one node answers them. n is a number, s a string,
/// b a boolean, a an array, o an object, 0 null.
/// </summary>
public sealed class DocumentShapeTests
{
    private const string Node =
        "accept_servers:b addr:s architecture:s bigredis_storage_path:s bigstore_enabled:b cores:n "
        + "ephemeral_storage_path:s ephemeral_storage_size:n external_addr:a fips_enabled:b flash_shard_count:n "
        + "max_listeners:n max_redis_forks:n max_redis_servers:n max_slave_full_syncs:n os_family:s os_name:s "
        + "os_semantic_version:s os_version:s persistent_storage_path:s persistent_storage_size:n rack_id:s "
        + "ram_shard_count:n second_rack_id:s shard_count:n shard_list:a software_version:s status:s "
        + "supported_database_versions:a total_memory:n uid:n uptime:n use_internal_ipv6:b";

    private const string Module =
        "author:s bigstore_version_2_support:b capabilities:a capability_name:s command_line_args:s "
        + "compatible_redis_version:s config_command:s crdb:o dependencies:o description:s display_name:s email:s "
        + "homepage:s is_bundled:b license:s min_redis_version:s module_name:s semantic_version:s uid:s version:n";

    private const string Shard =
        "assigned_slots:s bdb_uid:n detailed_status:s loading:o node_uid:s redis_info:o report_timestamp:s role:s "
        + "status:s uid:s";

    private const string Local =
        "architecture:s available_addresses:a bigredis_storage_path:s bridge_interfaces:a cnm_version_sha:s cores:n "
        + "ephemeral_storage_path:s ephemeral_storage_size:n fips_enabled:b os_family:s os_name:s "
        + "os_semantic_version:s os_version:s persistent_storage_path:s persistent_storage_size:n short_hostname:s "
        + "software_version:s supported_bigstore_drivers:a supported_database_versions:a total_memory:n uid:s uptime:n";

    private const string Bootstrap =
        "end_time:s start_time:s state:s";

    private const string Cluster =
        "alert_settings:o availability_lag_tolerance_ms:n bigstore_driver:s block_cluster_changes:b "
        + "ccs_internode_encryption:b cluster_api_internal_port:n cluster_ssh_public_key:s cm_port:n "
        + "cm_server_version:n cm_session_timeout_minutes:n cnm_http_max_threads_per_worker:n cnm_http_port:n "
        + "cnm_http_workers:n cnm_https_port:n control_cipher_suites:s control_cipher_suites_tls_1_3:s "
        + "crdb_coordinator_ignore_requests:b crdb_coordinator_port:n crdt_supported_featureset_version:n "
        + "crdt_supported_protocol_versions:a created_time:s data_cipher_list:s data_cipher_suites_tls_1_3:a "
        + "debuginfo_path:s email_alerts:b encrypt_pkeys:b entra_id_cache_ttl:n envoy_admin_port:n "
        + "envoy_external_authorization:b envoy_max_downstream_connections:n envoy_mgmt_server_port:n "
        + "gossip_envoy_admin_port:n handle_metrics_redirects:b handle_redirects:b http_support:b logrotate_settings:o "
        + "mask_bdb_credentials:b metrics_system:n min_control_TLS_version:s min_data_TLS_version:s "
        + "min_sentinel_TLS_version:s module_upload_max_size_mb:n mtls_authorized_subjects:a "
        + "mtls_certificate_authentication:b mtls_client_cert_subject_validation_type:s multi_commands_opt:s name:s "
        + "options_method_forbidden:b password_complexity:b password_expiration_duration:n "
        + "password_hashing_algorithm:s password_min_length:n proxy_certificate:s rack_aware:b reserved_ports:a "
        + "robust_crdt_syncer:b s3_certificate_verification:b sentinel_cipher_suites:a "
        + "sentinel_cipher_suites_tls_1_3:s sentinel_tls_mode:s slave_ha:b slave_ha_bdb_cooldown_period:n "
        + "slave_ha_cooldown_period:n slave_ha_grace_period:n slowlog_in_sanitized_support:b smtp_tls_mode:s "
        + "smtp_use_tls:b syncer_certificate:s system_reserved_ports:a upgrade_in_progress:b upgrade_mode:b "
        + "use_external_ipv6:b use_ipv6:b wait_command:b";

    private const string Bdb =
        "acl:a active_defrag_cycle_max:n active_defrag_cycle_min:n active_defrag_ignore_bytes:s "
        + "active_defrag_max_scan_fields:n active_defrag_threshold_lower:n active_defrag_threshold_upper:n "
        + "activedefrag:s aof_policy:s authentication_admin_pass:s authentication_redis_pass:s "
        + "authentication_sasl_pass:s authentication_sasl_uname:s authentication_ssl_client_certs:a "
        + "authentication_ssl_crdt_certs:a authorized_subjects:a auto_upgrade:b background_op:a backup:b "
        + "backup_failure_reason:s backup_history:n backup_interval:n backup_progress:n backup_status:s bigstore:b "
        + "bigstore_max_ram_ratio:n bigstore_ram_size:n bigstore_version:n client_cert_subject_validation_type:s "
        + "compare_key_hslot:b conns:n conns_type:s crdt:b crdt_causal_consistency:b crdt_config_version:n "
        + "crdt_ghost_replica_ids:s crdt_guid:s crdt_modules:s crdt_repl_backlog_size:s crdt_replica_id:n "
        + "crdt_replicas:s crdt_sources:a crdt_sync:s crdt_sync_connection_alarm_timeout_seconds:n crdt_sync_dist:b "
        + "crdt_syncer_auto_oom_unlatch:b crdt_xadd_id_uniqueness_mode:s created_time:s data_internode_encryption:b "
        + "data_persistence:s dataset_import_sources:a db_conns_auditing:b default_user:b dns_address_master:s "
        + "dns_suffixes:a email_alerts:b endpoints:a eviction_policy:s export_failure_reason:s export_progress:n "
        + "export_status:s flush_on_fullsync:b generate_text_monitor:b gradual_src_max_sources:n gradual_src_mode:s "
        + "gradual_sync_max_shards_per_source:n gradual_sync_mode:s group_uid:n hash_slots_policy:s "
        + "implicit_shard_key:b import_failure_reason:s import_progress:n import_status:s internal:b "
        + "last_changed_time:s master_persistence:b max_aof_file_size:n max_aof_load_time:n max_client_pipeline:n "
        + "max_connections:n max_pipelined:n maxclients:n memory_size:n metrics_export_all:b mkms:b module_list:a "
        + "mtls_allow_outdated_certs:b mtls_allow_weak_hashing:b multi_commands_opt:s name:s oss_cluster:b "
        + "oss_cluster_api_preferred_endpoint_type:s oss_cluster_api_preferred_ip_type:s oss_sharding:b port:n "
        + "proxy_policy:s rack_aware:b recovery_wait_time:n redis_cluster_enabled:b redis_version:s "
        + "repl_backlog_size:s replica_read_only:b replica_sources:a replica_sync:s "
        + "replica_sync_connection_alarm_timeout_seconds:n replica_sync_dist:b replication:b resp3:b "
        + "roles_permissions:a sched_policy:s shard_block_crossslot_keys:b shard_block_foreign_keys:b "
        + "shard_key_regex:a shard_list:a sharding:b shards_count:n shards_placement:s skip_import_analyze:s "
        + "slave_buffer:s slave_ha:b slave_ha_priority:n snapshot_policy:a ssl:b status:s support_syncer_reconf:b "
        + "sync:s sync_dedicated_threads:n sync_sources:a syncer_log_level:s syncer_mode:s throughput_ingress:n "
        + "tls_mode:s topology_epoch:n tracking_table_max_keys:n type:s uid:n use_selective_flush:b version:s "
        + "wait_command:b";

    [Theory]
    [InlineData("/v1/bdbs/1", Bdb)]
    [InlineData("/v1/cluster", Cluster)]
    [InlineData("/v1/nodes/1", Node)]
    [InlineData("/v1/nodes", Node)]
    [InlineData("/v1/modules", Module)]
    [InlineData("/v1/bdbs/1/shards", Shard)]
    [InlineData("/v1/bootstrap", Bootstrap, "bootstrap_status")]
    [InlineData("/v1/bootstrap", Local, "local_node_info")]
    public async Task Document_has_the_names_and_types_of_a_clusters(string path, string shape, string? part = null)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        using var answer = await cluster.SendAsync(HttpMethod.Get, path);
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var first = document is JsonArray list ? list[0]! : document;
        var entity = (JsonObject)(part is null ? first : first[part]!);
        var actual = entity.Select(pair => $"{pair.Key}:{Kind(pair.Value)}").Order(StringComparer.Ordinal);
        Assert.Equal(shape.Split(' '), actual);
    }

    private static char Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => 's',
        JsonValueKind.Number => 'n',
        JsonValueKind.True or JsonValueKind.False => 'b',
        JsonValueKind.Array => 'a',
        JsonValueKind.Object => 'o',
        _ => '0',
    };
}
