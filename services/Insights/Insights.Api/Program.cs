using CrmPlatform.Insights;
using CrmPlatform.ServiceDefaults.Hosting;

return ServiceHost.Run(args, InsightsHost.Build);
