using CrmPlatform.Insights;
using CrmPlatform.ServiceDefaults.Hosting;

return InsightsHost.Build(args).RunService(args);
