using System.Globalization;

namespace FunctionsExport.Emulators.Processes;

/// <summary>The lines of a vsftpd.conf (vsftpd.conf(5)).</summary>
internal static class VsftpdConfiguration
{
    public static IEnumerable<string> Lines(VsftpdOptions options, int port, TempFolder folder, string root, string log) =>
    [
        "background=NO",
        "listen=YES",
        "listen_address=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"listen_port={port}"),
        "pasv_address=127.0.0.1",
        "run_as_launching_user=YES",
        // Without root the sandbox ends the session at the first upload.
        "seccomp_sandbox=NO",
        "local_enable=NO",
        "anonymous_enable=YES",
        $"ftp_username={RestrictedProgram.User}",
        "secure_email_list_enable=YES",
        $"email_password_file={folder.File("passwords")}",
        $"anon_root={root}",
        "anon_world_readable_only=NO",
        "anon_umask=077",
        $"write_enable={YesNo(options.Writable)}",
        $"anon_upload_enable={YesNo(options.Writable)}",
        $"anon_mkdir_write_enable={YesNo(options.Writable)}",
        $"anon_other_write_enable={YesNo(options.Writable)}",
        "tcp_wrappers=NO",
        "xferlog_enable=YES",
        "xferlog_std_format=NO",
        $"vsftpd_log_file={log}",
        "log_ftp_protocol=YES",
        .. options.Tls == FtpTls.None ? [] : Tls(options, folder),
        .. options.Settings,
    ];

    private static IEnumerable<string> Tls(VsftpdOptions options, TempFolder folder) =>
    [
        "ssl_enable=YES",
        "allow_anon_ssl=YES",
        $"implicit_ssl={YesNo(options.Tls == FtpTls.Implicit)}",
        $"force_anon_logins_ssl={YesNo(options.RequireTls)}",
        $"force_anon_data_ssl={YesNo(options.RequireTls)}",
        $"require_ssl_reuse={YesNo(options.RequireSessionReuse)}",
        "ssl_ciphers=HIGH",
        $"rsa_cert_file={folder.File("certificate.pem")}",
        $"rsa_private_key_file={folder.File("key.pem")}",
    ];

    private static string YesNo(bool value) => value ? "YES" : "NO";
}
