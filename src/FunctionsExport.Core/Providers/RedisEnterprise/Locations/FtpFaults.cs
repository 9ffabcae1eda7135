using System.Globalization;
using FunctionsExport.Transfer.Sources.Ftp;

namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>What failures at an FTP server mean for an export.</summary>
internal sealed class FtpFaults(string urlSetting, string usernameSetting, string caFileSetting, string tlsSetting)
{
    /// <summary>The fault of a failure.</summary>
    public ExportFaultException From(FtpException error) => new(FaultOf(error), innerException: error);

    private ExportFault FaultOf(FtpException error)
    {
        var (code, remedy, retry) = error.Failure switch
        {
            FtpFailure.LoginRefused => (
                FaultCodes.DestinationDenied, $"Check {usernameSetting} and the password beside it.", false),
            FtpFailure.NoDirectory => (
                FaultCodes.DestinationNotFound,
                $"Create the directory in {urlSetting}, or let the user enter it and list it.",
                false),
            FtpFailure.NoFile => (FaultCodes.Incomplete, "Keep other programs from removing files of exports.", false),
            FtpFailure.Refused => (
                FaultCodes.DestinationDenied, $"Give the user the rights that it needs in the directory in {urlSetting}.", false),
            FtpFailure.NotTrusted => (
                FaultCodes.CertificateNotTrusted,
                $"Set {caFileSetting} to a PEM file with its certificate or its authority's, and use a name in {urlSetting} that "
                + "the certificate has.",
                false),
            FtpFailure.NoTls => (
                FaultCodes.Unavailable,
                $"Check the port in {urlSetting}, and set {tlsSetting} to Implicit or Explicit as the server has it.",
                false),
            FtpFailure.SessionNotReused => (
                FaultCodes.Unavailable,
                $"Use the server's name and not its address in {urlSetting}: sessions are resumed by name.",
                false),
            FtpFailure.BadReply => (
                FaultCodes.UnexpectedAnswer, $"Check that {urlSetting} names an FTP server.", false),
            FtpFailure.Unreachable => (
                FaultCodes.Unavailable,
                $"Check the host and the port in {urlSetting}, that the server runs, and that firewalls let this app reach it, its "
                + "passive ports too.",
                true),
            _ => (FaultCodes.Unavailable, "Check the server, and what is between.", true),
        };
        return new ExportFault(
            code, $"{error.Message} {remedy}", retry, ProviderCode: error.Code?.ToString(CultureInfo.InvariantCulture));
    }
}
