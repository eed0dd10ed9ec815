export const readers = {
  title: 'Lecteurs',
  answer: '{alerts, plural, =0 {Tout est à jour} one {# seuil dépassé} other {# seuils dépassés}}',
  none: 'Personne ne lit encore le fil.',
  behind: 'En attente',
  lag: 'Retard',
  rate: 'Par minute',
  read: 'Lus',
  chart: '{name}, minute par minute',
  'chart.summary':
    '{read, plural, =0 {Rien lu} one {# événement lu} other {# événements lus}} en {minutes, plural, one {# minute} other {# minutes}}',
  'chart.none': 'Pas encore de mesure : une par minute.',
  thresholds: 'Seuils d’alerte',
  'threshold.behind': 'Événements en attente',
  'threshold.lagSeconds': 'Retard, en secondes',
  'threshold.parked': 'Événements mis de côté',
  'threshold.refusedPerHour': 'Refus en une heure',
  saved: 'Les seuils sont enregistrés.',
  'alert.behind':
    '{name} : {value, plural, one {# événement attend} other {# événements attendent}}.',
  'alert.lagSeconds': '{name} : {value, plural, one {# seconde} other {# secondes}} de retard.',
  'alert.parked':
    '{name} : {value, plural, one {# événement mis de côté} other {# événements mis de côté}}.',
  'alert.refusedPerHour':
    '{value, plural, one {# événement refusé} other {# événements refusés}} en une heure.',
  banner:
    '{others, plural, =0 {Voir les lecteurs} one {Voir, et # autre alerte} other {Voir, et # autres alertes}}',
} as const
