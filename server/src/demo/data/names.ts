/** The names of the people of the demo brand: common in France, none of a particular person. */

const list = (text: string) => text.split(',').map((name) => name.trim())

export const women = list(`
  Marie, Camille, Léa, Manon, Chloé, Emma, Julie, Sarah, Laura, Pauline, Céline, Sophie,
  Nathalie, Isabelle, Sandrine, Aurélie, Émilie, Claire, Mathilde, Lucie, Inès, Jade,
  Louise, Alice, Lina, Margaux, Clara, Charlotte, Élodie, Mélanie, Audrey, Virginie,
  Stéphanie, Catherine, Christine, Françoise, Monique, Anne, Hélène, Valérie, Florence,
  Agnès, Caroline, Delphine, Amandine, Justine, Marion, Noémie, Anaïs, Yasmine, Nadia,
  Fatima, Samira, Leïla, Aïcha, Solène, Maëlle, Gwenaëlle, Oriane, Constance, Victoire,
  Capucine, Juliette, Romane, Zoé, Eva, Ambre, Salomé, Apolline, Bérénice`)

export const men = list(`
  Thomas, Nicolas, Julien, Alexandre, Maxime, Antoine, Pierre, Hugo, Lucas, Louis, Gabriel,
  Arthur, Jules, Paul, Adrien, Romain, Clément, Mathieu, Guillaume, Vincent, Olivier,
  Philippe, Laurent, Christophe, Stéphane, Frédéric, David, Sébastien, Jérôme, François,
  Michel, Jean, Bernard, Alain, Karim, Mehdi, Rachid, Yanis, Samir, Yann, Ronan, Erwan,
  Théo, Nathan, Enzo, Raphaël, Étienne, Baptiste, Simon, Quentin`)

export const surnames = list(`
  Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon,
  Michel, Lefebvre, Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont,
  Lambert, Fontaine, Rousseau, Vincent, Muller, Lefèvre, Faure, Andre, Mercier, Blanc,
  Guérin, Boyer, Garnier, Chevalier, François, Legrand, Gauthier, Garcia, Perrin, Robin,
  Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson, Marchand, Duval, Denis,
  Dumont, Marie, Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, Joly,
  Rivière, Lucas, Brunet, Gaillard, Barbier, Arnaud, Martinez, Gérard, Roche, Renard,
  Schmitt, Roy, Leroux, Colin, Vidal, Caron, Picard, Roger, Fabre, Aubert, Lemoine, Renaud,
  Dumas, Lacroix, Olivier, Philippe, Bourgeois, Pierre, Benoit, Rey, Leclerc, Payet,
  Rolland, Leclercq, Guillaume, Lecomte, Lopez, Jean, Dupuy, Guillot, Hubert, Berger,
  Carpentier, Sanchez, Dupuis, Moulin, Louis, Deschamps, Huet, Vasseur, Perez, Boucher,
  Fleury, Royer, Klein, Jacquet, Adam, Paris, Poirier, Marty, Aubry, Guyot, Carré, Charles,
  Renault, Charpentier, Ménard, Maillard, Baron, Bertin, Bailly, Hervé, Schneider,
  Fernandez, Le Gall, Collet, Léger, Bouvier, Julien, Prévost, Millet, Perrot, Daniel, Le
  Roux, Cousin, Germain, Breton, Besson, Langlois, Rémy, Le Goff, Pelletier, Lévêque,
  Perrier, Leblanc, Barré, Lebrun, Marchal, Weber, Mallet, Hamon, Boulanger, Jacob, Monnier,
  Michaud, Rodriguez, Guichard, Gillet, Étienne, Grondin, Poulain, Tessier, Chevallier,
  Collin, Chauvin, Da Silva, Bouchet, Gay, Lemaître, Bénard, Maréchal, Humbert, Reynaud,
  Antoine, Hoarau, Perret, Barthélemy, Cordier, Pichon, Lejeune, Gilbert, Lamy, Delaunay,
  Pasquier, Carlier, Laporte, Benali, Haddad, Diallo, Traoré, Nguyen, Cohen, Lévy, Kaya`)

export const englishNames = list(`
  Emily, Olivia, Charlotte, Grace, Hannah, Lucy, Rachel, Sophie, Megan, Alice, James,
  Oliver, Harry, William, Daniel, Thomas, George, Edward, Samuel, Liam`)

export const englishSurnames = list(`
  Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Patel, Wright, Walker,
  White, Green, Hughes, Edwards, Hall, Clarke, Murphy, Kelly, Campbell`)
