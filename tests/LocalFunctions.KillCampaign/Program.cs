using System.CommandLine;
using LocalFunctions.KillCampaign.Campaign;
using LocalFunctions.KillCampaign.Target;

var root = new RootCommand("Kills a process with orchestrations of every shape, and looks what is lost.")
{
    TargetCommand.Create(),
    CampaignCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
